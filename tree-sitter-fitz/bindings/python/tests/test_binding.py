"""Needs the runtime too: `pip install .[core]`, then `python -m unittest discover bindings/python/tests`."""

from unittest import TestCase, main

from tree_sitter import Language, Parser

import tree_sitter_fitz


class TestBinding(TestCase):
    def test_a_program_parses(self):
        tree = Parser(Language(tree_sitter_fitz.language())).parse(b"let port = 8080\n")
        self.assertEqual(tree.root_node.child(0).type, "let_declaration")
        self.assertFalse(tree.root_node.has_error)


if __name__ == "__main__":
    main()
