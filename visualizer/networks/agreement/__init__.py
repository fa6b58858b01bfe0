"""A network that predicts the words of real test sentences for agreement, nouns held out."""
