"""What every page stands in: header, language, address."""
