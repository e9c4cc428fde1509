"""What is computed from facts: each derived value cites its inputs and its source."""
