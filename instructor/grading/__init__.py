"""From an archive of submissions to grades: collect, read, repair, execute, score, give feedback, report."""
