"""What the government offers: the catalogue with its report and figures, tables in and out, joint matters with their tasks, handlings, ratings."""
