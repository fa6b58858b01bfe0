"""Networks of a few units for made languages of twenty words: small enough to be seen whole."""
