; Other languages inside Fitz.

; Comments are written in Markdown.
([
  (line_comment)
  (block_comment)
] @injection.content
  (#set! injection.language "markdown"))

; SQL that is run as it stands: `conn.query("...", [...])`, `conn.exec("...", [...])`, `sql.raw("...")`.
((call_expression
  function: (field_expression
    field: (identifier) @_method)
  arguments: (arguments
    .
    (string
      (string_content) @injection.content)))
  (#any-of? @_method "query" "exec")
  (#set! injection.language "sql"))

((call_expression
  function: (field_expression
    object: (identifier) @_module
    field: (identifier) @_method)
  arguments: (arguments
    .
    (string
      (string_content) @injection.content)))
  (#eq? @_module "sql")
  (#eq? @_method "raw")
  (#set! injection.language "sql"))

; SQL that becomes part of a table: `@check_constraint("...")`, `@db_default("...")`.
((decorator
  name: (identifier) @_decorator
  arguments: (decorator_arguments
    .
    (string
      (string_content) @injection.content)))
  (#any-of? @_decorator "check_constraint" "db_default")
  (#set! injection.language "sql"))

; `@index(expression="...", where_="...")`
((decorator
  name: (identifier) @_decorator
  arguments: (decorator_arguments
    (keyword_argument
      name: (identifier) @_argument
      value: (string
        (string_content) @injection.content))))
  (#eq? @_decorator "index")
  (#any-of? @_argument "expression" "where_")
  (#set! injection.language "sql"))
