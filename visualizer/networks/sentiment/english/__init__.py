"""English: sentences about films whose every phrase people labelled, and what is made of them."""
