"""The steps of `instructor.grading.report`: read records and gradebook, tabulate, write page and CSV file."""
