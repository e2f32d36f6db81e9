//! Functions, types, imports, decorators.

use fitz_syntax::ast::{self, AstNode};
use fitz_syntax::{SyntaxKind, SyntaxNode, TextRange};

use super::Lowering;
use crate::hir::{
    Decorator, DecoratorArgument, Expr, Field, FromImport, Function, Import, Parameter, Pat, Spelled, TypeDefinition,
    TypeRef, TypeRefKind,
};

impl Lowering {
    pub(super) fn decorators<'t>(&mut self, decorators: impl Iterator<Item = ast::Decorator<'t>>) -> Vec<Decorator> {
        decorators.map(|decorator| self.decorator(decorator)).collect()
    }

    fn decorator(&mut self, decorator: ast::Decorator<'_>) -> Decorator {
        let list = decorator.arguments();
        let mut arguments = Vec::new();
        for child in list.iter().flat_map(|list| list.syntax().named_children()) {
            let range = self.range(child);
            if let Some(keyword) = ast::KeywordArgument::cast(child) {
                let value = match keyword.value() {
                    Some(value) => self.expr(value),
                    None => self.missing(child),
                };
                arguments.push(DecoratorArgument { key: Some(self.spelled(keyword.name(), child)), value, range });
            } else if let Some(value) = ast::Expression::cast(child) {
                arguments.push(DecoratorArgument { key: None, value: self.expr(value), range });
            } else if child.is_error() {
                // What the parser skipped may be an argument: the list is not established.
                let value = self.alloc_expr(Expr::Missing, range);
                arguments.push(DecoratorArgument { key: None, value, range });
            }
        }
        Decorator {
            name: self.spelled(decorator.name(), decorator.syntax()),
            range: self.range(decorator.syntax()),
            arguments,
        }
    }

    pub(super) fn function_definition(&mut self, function: ast::FunctionDefinition<'_>) -> Function {
        let name = self.spelled(function.name(), function.syntax());
        let callable = ast::Callable::Function(function);
        self.callable(callable, name, false)
    }

    pub(super) fn method(&mut self, method: ast::MethodDefinition<'_>) -> Function {
        let name = self.spelled(method.name(), method.syntax());
        let is_static = method.is_static();
        self.callable(ast::Callable::Method(method), name, is_static)
    }

    pub(super) fn closure(&mut self, closure: ast::Closure<'_>) -> Function {
        let range = self.range(closure.syntax());
        let name = Spelled { name: crate::ty::Name::default(), range: TextRange::empty(range.start()) };
        self.callable(ast::Callable::Closure(closure), name, false)
    }

    fn callable(&mut self, callable: ast::Callable<'_>, name: Spelled, is_static: bool) -> Function {
        let node = callable.syntax();
        let keyword = node.child_of_kind(SyntaxKind::FnKeyword).map_or(node.range(), |it| it.range());
        let first = node
            .children()
            .find(|child| !ast::Decorator::can_cast(child.kind()) && !child.is_comment() && !child.is_error());
        let parameters = callable.parameters();
        let return_type = callable.return_type().map(|ty| self.type_ref(ty));
        let fn_keyword = self.relative(keyword);
        let parameters_range = parameters.map_or(name.range, |list| self.range(list.syntax()));
        let end = return_type.as_ref().map_or(parameters_range.end(), |ty| ty.range.end());
        let start = first.map_or(fn_keyword.start(), |first| self.range(first).start());
        let parameters = parameters.map(|list| self.parameters(list)).unwrap_or_default();
        let (body, is_expression_body) = match callable.body() {
            Some(ast::FunctionBody::Block(block)) => (Some(self.block(block)), false),
            Some(ast::FunctionBody::Expression(body)) => {
                let value = match body.value() {
                    Some(value) => self.expr(value),
                    None => self.missing(body.syntax()),
                };
                (Some(value), true)
            }
            None => (None, false),
        };
        Function {
            name,
            is_async: callable.is_async(),
            is_static,
            fn_keyword,
            parameters,
            parameters_range,
            return_type,
            body,
            is_expression_body,
            signature_range: TextRange::new(start.min(end), end),
        }
    }

    fn parameters(&mut self, list: ast::Parameters<'_>) -> Vec<Parameter> {
        list.syntax()
            .named_children()
            .filter_map(|child| {
                if let Some(parameter) = ast::Parameter::cast(child) {
                    let default = parameter.default();
                    return Some(self.parameter(child, parameter.name(), parameter.ty(), default, false));
                }
                let rest = ast::VariadicParameter::cast(child)?;
                Some(self.parameter(child, rest.name(), rest.ty(), None, true))
            })
            .collect()
    }

    fn parameter(
        &mut self,
        node: SyntaxNode<'_>,
        name: Option<ast::Identifier<'_>>,
        ty: Option<ast::Type<'_>>,
        default: Option<ast::Expression<'_>>,
        is_variadic: bool,
    ) -> Parameter {
        let name = self.spelled(name, node);
        Parameter {
            pattern: self.alloc_pat(Pat::Bind(name.name.clone()), name.range),
            name,
            ty: ty.map(|ty| self.type_ref(ty)),
            default: default.map(|default| self.expr(default)),
            is_variadic,
            range: self.range(node),
        }
    }

    pub(super) fn type_definition(&mut self, definition: ast::TypeDefinition<'_>) -> TypeDefinition {
        let fields = definition
            .body()
            .into_iter()
            .flat_map(|body| body.field_definitions())
            .map(|field| self.field(field))
            .collect();
        TypeDefinition { name: self.spelled(definition.name(), definition.syntax()), fields }
    }

    fn field(&mut self, field: ast::FieldDefinition<'_>) -> Field {
        Field {
            name: self.spelled(field.name(), field.syntax()),
            ty: field.ty().map(|ty| self.type_ref(ty)),
            default: field.default().map(|default| self.expr(default)),
            decorators: self.decorators(field.decorators()),
            doc: field.doc_comment(),
            range: self.range(field.syntax()),
        }
    }

    pub(super) fn import(&mut self, import: ast::ImportStatement<'_>) -> Import {
        let (path, path_range) = self.module_path(import.path(), import.syntax());
        let alias = import.alias().map(|alias| self.spelled(Some(alias), import.syntax()));
        Import { path, alias, path_range }
    }

    pub(super) fn import_from(&mut self, import: ast::FromImportStatement<'_>) -> FromImport {
        let (path, path_range) = self.module_path(import.path(), import.syntax());
        let names = import
            .syntax()
            .named_children()
            .filter_map(ast::ImportedName::cast)
            .map(|name| {
                let alias = name.alias().map(|alias| self.spelled(Some(alias), name.syntax()));
                (self.spelled(name.name(), name.syntax()), alias)
            })
            .collect();
        FromImport { path, path_range, names }
    }

    fn module_path(&self, path: Option<ast::ModulePath<'_>>, near: SyntaxNode<'_>) -> (Vec<Spelled>, TextRange) {
        let Some(path) = path else { return (Vec::new(), TextRange::empty(self.range(near).end())) };
        let segments = path
            .syntax()
            .named_children()
            .filter_map(ast::Identifier::cast)
            .map(|segment| self.spelled(Some(segment), path.syntax()))
            .collect();
        (segments, self.range(path.syntax()))
    }

    pub(super) fn type_ref(&mut self, ty: ast::Type<'_>) -> TypeRef {
        let range = self.range(ty.syntax());
        let kind = match ty {
            _ if is_remnant(ty.syntax()) => TypeRefKind::Error,
            ast::Type::NamedType(named) => {
                let arguments = named.arguments().map(|list| self.types_in(list.syntax())).unwrap_or_default();
                TypeRefKind::Named(self.spelled(named.name(), named.syntax()), arguments)
            }
            ast::Type::NullableType(nullable) => match nullable.inner() {
                Some(inner) => TypeRefKind::Nullable(Box::new(self.type_ref(inner))),
                None => TypeRefKind::Error,
            },
            ast::Type::FunctionType(function) => {
                let parameters = function.parameters().map(|list| self.types_in(list.syntax())).unwrap_or_default();
                let result = function.return_type().map(|ty| Box::new(self.type_ref(ty)));
                TypeRefKind::Function(parameters, result)
            }
            ast::Type::Missing(_) => TypeRefKind::Error,
            ast::Type::TupleType(tuple) => TypeRefKind::Tuple(self.types_in(tuple.syntax())),
            ast::Type::ParenthesizedType(inner) => match inner.syntax().named_children().find_map(ast::Type::cast) {
                Some(inner) => self.type_ref(inner).kind,
                None => TypeRefKind::Error,
            },
        };
        match kind {
            TypeRefKind::Named(name, _) if name.name.is_empty() => TypeRef { kind: TypeRefKind::Error, range },
            kind => TypeRef { kind, range },
        }
    }

    fn types_in(&mut self, node: SyntaxNode<'_>) -> Vec<TypeRef> {
        node.named_children().filter_map(ast::Type::cast).map(|ty| self.type_ref(ty)).collect()
    }
}

/// Whether the parser skipped text beside a type or in it, so that what is left of the type is not what is meant.
fn is_remnant(ty: SyntaxNode<'_>) -> bool {
    let is_skipped = |node: Option<SyntaxNode<'_>>| node.is_some_and(|node| node.is_error());
    is_skipped(ty.prev_sibling()) || is_skipped(ty.next_sibling()) || ty.children().any(|child| child.is_error())
}
