"""Hindi: reviews and news that people or stars labelled, and negations made of a small lexicon."""
