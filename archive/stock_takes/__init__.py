"""Stock-taking (清点): what should stand in a place, what does, what is missing or astray."""
