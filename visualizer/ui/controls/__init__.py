"""What several pages share: the sentence, the networks, the board, tabs."""
