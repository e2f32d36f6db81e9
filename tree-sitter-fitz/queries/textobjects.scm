; What an editor can select as a whole. `around` and `inside` are the names of Helix, `outer` and `inner`
; those of Neovim.

; ---------------------------------------------------------------- functions

(function_definition
  body: (_) @function.inside @function.inner) @function.around @function.outer

(method_definition
  body: (_) @function.inside @function.inner) @function.around @function.outer

(closure
  body: (_) @function.inside @function.inner) @function.around @function.outer

; ---------------------------------------------------------------- types

(type_definition
  body: (_) @class.inside @class.inner) @class.around @class.outer

; ---------------------------------------------------------------- parameters and arguments
;
; `around` takes the comma that follows with it.

(parameters
  [
    (parameter)
    (variadic_parameter)
  ] @parameter.inside @parameter.inner)

(parameters
  [
    (parameter)
    (variadic_parameter)
  ] @parameter.around @parameter.outer
  .
  ","? @parameter.around @parameter.outer)

(arguments
  [
    (_expression)
    (named_argument)
  ] @parameter.inside @parameter.inner)

(arguments
  [
    (_expression)
    (named_argument)
  ] @parameter.around @parameter.outer
  .
  ","? @parameter.around @parameter.outer)

(decorator_arguments
  [
    (_expression)
    (keyword_argument)
  ] @parameter.inside @parameter.inner)

(decorator_arguments
  [
    (_expression)
    (keyword_argument)
  ] @parameter.around @parameter.outer
  .
  ","? @parameter.around @parameter.outer)

(function_type_parameters
  (_type) @parameter.inside @parameter.inner)

(function_type_parameters
  (_type) @parameter.around @parameter.outer
  .
  ","? @parameter.around @parameter.outer)

(type_arguments
  (_type) @parameter.inside @parameter.inner)

(type_arguments
  (_type) @parameter.around @parameter.outer
  .
  ","? @parameter.around @parameter.outer)

; ---------------------------------------------------------------- comments

[
  (line_comment)
  (block_comment)
] @comment.inside @comment.inner

(line_comment)+ @comment.around @comment.outer

(block_comment) @comment.around @comment.outer

; ---------------------------------------------------------------- entries: of lists, maps, types, matches

(list_expression
  (_expression) @entry.inside @entry.inner)

(list_expression
  (_expression) @entry.around @entry.outer
  .
  ","? @entry.around @entry.outer)

(map_expression
  (pair) @entry.inside @entry.inner)

(map_expression
  (pair) @entry.around @entry.outer
  .
  ","? @entry.around @entry.outer)

(field_initializers
  (field_initializer) @entry.inside @entry.inner)

(field_initializers
  (field_initializer) @entry.around @entry.outer
  .
  ","? @entry.around @entry.outer)

(type_body
  (field_definition) @entry.inside @entry.inner)

(type_body
  (field_definition) @entry.around @entry.outer
  .
  ","? @entry.around @entry.outer)

(match_body
  (match_arm) @entry.inside @entry.inner)

(match_body
  (match_arm) @entry.around @entry.outer
  .
  ","? @entry.around @entry.outer)

; ---------------------------------------------------------------- tests

((function_definition
  decorator: (decorator
    name: (identifier) @_decorator)
  body: (_) @test.inside @test.inner) @test.around @test.outer
  (#eq? @_decorator "test"))
