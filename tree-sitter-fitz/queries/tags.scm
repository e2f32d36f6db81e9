; What a file declares and what it uses, for code navigation.
;
; The comment lines right above a declaration are its documentation.

; ---------------------------------------------------------------- definitions

((line_comment)* @doc
  .
  (function_definition
    name: (identifier) @name) @definition.function
  (#strip! @doc "^//\\s?")
  (#select-adjacent! @doc @definition.function))

((line_comment)* @doc
  .
  (type_definition
    name: (identifier) @name) @definition.class
  (#strip! @doc "^//\\s?")
  (#select-adjacent! @doc @definition.class))

((line_comment)* @doc
  .
  (method_definition
    name: (identifier) @name) @definition.method
  (#strip! @doc "^//\\s?")
  (#select-adjacent! @doc @definition.method))

((line_comment)* @doc
  .
  (field_definition
    name: (identifier) @name) @definition.field
  (#strip! @doc "^//\\s?")
  (#select-adjacent! @doc @definition.field))

; A name of the module. In a body it would be a variable.
(source_file
  (line_comment)* @doc
  .
  (let_declaration
    name: (identifier) @name) @definition.constant
  (#strip! @doc "^//\\s?")
  (#select-adjacent! @doc @definition.constant))

; ---------------------------------------------------------------- references

(call_expression
  function: (identifier) @name) @reference.call

(call_expression
  function: (field_expression
    field: (identifier) @name)) @reference.call

(named_type
  name: (identifier) @name) @reference.class

(struct_expression
  name: (identifier) @name) @reference.class

(import_statement
  path: (module_path
    (identifier) @name .)) @reference.module

(from_import_statement
  path: (module_path
    (identifier) @name .)) @reference.module
