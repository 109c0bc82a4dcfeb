"""The search room: an index of titles and page texts that follows the journal."""
