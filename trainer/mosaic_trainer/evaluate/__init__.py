"""What a policy is worth on tasks it has not seen: harm, refusal, completion and needless questions, each apart."""
