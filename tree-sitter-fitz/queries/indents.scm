; Indentation, for two families of editors in one file: `indent.begin`, `indent.branch`, `indent.end`,
; `indent.auto` and `indent.ignore` are the names of Neovim, `indent` and `outdent` those of Helix.
; Each editor ignores the names that it does not know.

; Everything between brackets, and the bodies.
[
  (arguments)
  (block)
  (decorator_arguments)
  (field_initializers)
  (function_type_parameters)
  (list_comprehension)
  (list_expression)
  (map_comprehension)
  (map_expression)
  (match_body)
  (parameters)
  (type_arguments)
  (type_body)
] @indent.begin @indent

(from_import_statement
  "(") @indent.begin @indent

; A chain that goes on after a line break, and a value on the line after its key.
[
  (await_expression)
  (field_expression)
  (field_initializer)
  (for_clause)
  (if_clause)
  (keyword_argument)
  (pair)
  (tuple_index_expression)
] @indent.begin @indent

[
  "}"
  "]"
  ")"
] @indent.branch @indent.end @outdent

(type_arguments
  ">" @indent.branch @indent.end @outdent)

; The text of a string is the text: no indentation may change it.
[
  (byte_string)
  (string)
  (string_pattern)
] @indent.ignore

(block_comment) @indent.auto
