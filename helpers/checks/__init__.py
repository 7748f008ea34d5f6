"""What a student sees of the tests while working: a message for each, and a table of all."""
