"""Networks that predict the words of made clauses, whose subject must be remembered: its flags."""
