"""The parts of a workbook: the grid of a sheet, its lines, its looks, its rows, its page, and the XML of all that."""
