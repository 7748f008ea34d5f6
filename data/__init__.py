"""Scripts that draw the bundled data, compare it with the real files and write its data card."""
