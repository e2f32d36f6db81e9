; What an editor can fold: from the line on which a node begins to the one on which it ends.

[
  (arguments)
  (block)
  (block_comment)
  (decorator_arguments)
  (field_initializers)
  (function_type_parameters)
  (list_comprehension)
  (list_expression)
  (map_comprehension)
  (map_expression)
  (match_body)
  (parameters)
  (string)
  (type_arguments)
  (type_body)
] @fold

; Runs of imports and of comment lines.
[
  (from_import_statement)
  (import_statement)
]+ @fold

(line_comment)+ @fold
