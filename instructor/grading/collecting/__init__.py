"""The steps of `instructor.grading.collect`: read an archive, tell whose each file is, choose and store."""
