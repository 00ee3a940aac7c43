"""What LangChain and LangGraph hold, as the core knows it, and what has to be read of their inside."""
