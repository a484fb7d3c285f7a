"""The pieces of a Word file as XML: texts, tables, pages, styles and the package that holds them."""
