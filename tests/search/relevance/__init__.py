"""How well the search finds: queries with judged answers, and the measures over them."""
