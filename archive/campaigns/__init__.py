"""征集活动: a call for documents, an exhibition, a visit to a village."""
