"""How the rows of trees and lists are drawn."""
