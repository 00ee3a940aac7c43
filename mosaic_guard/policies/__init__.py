"""What assesses: fact sources, floor sources and policies, and the cascade that combines them."""
