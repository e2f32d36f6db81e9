//! Calls: what is called, what the arguments are for, what comes back.

use crate::hir::{Argument, Expr, ExprId, Spelled};
use crate::inference::{Context, Resolution};
use crate::item_tree::{ItemId, ItemKind, item};
use crate::members::{Member, MemberKind, member, module_members, static_members};
use crate::signatures::{Signature, signature, type_info};
use crate::ty::{Builtin, FunctionTy, Ty};
use crate::ty_ops::Substitution;

/// The list methods whose closures take the element as their first parameter without an annotation.
const HINTED: [&str; 8] = ["map", "filter", "find", "any", "all", "count", "find_index", "flat_map"];

impl Context<'_> {
    pub(super) fn call(&mut self, id: ExprId, callee: ExprId, arguments: &[Argument]) -> Ty {
        match &self.lowered.body.exprs[callee] {
            Expr::Name(name) => {
                let ty = self.expr(callee);
                match self.result.resolutions.get(&callee).cloned() {
                    Some(Resolution::Item(function)) if function.kind == ItemKind::Function => {
                        self.call_function(id, &function, name, arguments, &ty)
                    }
                    _ => self.call_value(&ty, arguments),
                }
            }
            Expr::Field { object, name } => self.call_member(id, callee, *object, name, arguments),
            _ => {
                let ty = self.expr(callee);
                self.call_value(&ty, arguments)
            }
        }
    }

    /// A call of a function by its name.
    fn call_function(&mut self, id: ExprId, function: &ItemId, name: &str, arguments: &[Argument], ty: &Ty) -> Ty {
        let Some(signature) = item(self.db, function).and_then(|item| signature(self.db, item).clone()) else {
            return self.call_value(ty, arguments);
        };
        let is_library = crate::scope::is_declaration_file(self.db, function.file);
        if is_library && name == "spawn" {
            self.result.callees.insert(id, signature);
            return self.spawn(arguments);
        }
        let unchecked = signature.unchecked.clone();
        let result = self.call_signature(id, signature, arguments, None);
        unchecked.unwrap_or(result)
    }

    /// `spawn(f(x))` gives a future of what `f` gives, without wrapping one twice.
    fn spawn(&mut self, arguments: &[Argument]) -> Ty {
        let types = self.arguments(arguments, &[]);
        match types.into_iter().next() {
            Some(future @ Ty::Builtin(Builtin::Future, _)) => future,
            Some(other) => Ty::future(other),
            None => Ty::future(Ty::Any),
        }
    }

    /// `object.name(arguments)`
    fn call_member(
        &mut self,
        id: ExprId,
        callee: ExprId,
        object: ExprId,
        name: &Spelled,
        arguments: &[Argument],
    ) -> Ty {
        let receiver = self.expr(object);
        let found = self.called_member(object, &receiver, &name.name);
        self.result.expr_types.insert(callee, Ty::Any);
        let Some((member, place)) = found else {
            self.arguments(arguments, &[]);
            return if receiver == Ty::PyAny { Ty::result(Ty::Any, Ty::str()) } else { Ty::Any };
        };
        if let Some(declaration) = member.declaration {
            self.result.resolutions.insert(callee, declaration);
        }
        match member.kind {
            MemberKind::Method(signature) => {
                self.result.expr_types.insert(callee, signature.function_ty().substitute(&Substitution::default()));
                let hinted = !receiver.is(Builtin::List) || HINTED.contains(&signature.name.as_str());
                let is_query = receiver.is(Builtin::QueryBuilder) || receiver.is(Builtin::Aggregated);
                let hints = hinted && !receiver.is(Builtin::Map) && !is_query && place != Place::Static;
                let depth = usize::from(place == Place::Table || is_query);
                self.query_depth += depth;
                let result = self.call_signature(id, signature, arguments, Some(hints));
                self.query_depth -= depth;
                match place {
                    Place::Value | Place::Table => result,
                    // Calls into modules and of static methods are not checked: the language types them `Any`.
                    Place::Module { gives_null: true } => Ty::null(),
                    Place::Static | Place::Module { gives_null: false } => Ty::Any,
                }
            }
            MemberKind::Field(field) => {
                self.result.expr_types.insert(callee, field.ty.clone());
                self.call_value(&field.ty, arguments)
            }
            MemberKind::Value(ty) | MemberKind::Slot(ty) => self.call_value(&ty, arguments),
        }
    }

    fn called_member(&self, object: ExprId, receiver: &Ty, name: &str) -> Option<(Member, Place)> {
        let named = |members: Vec<Member>| members.into_iter().find(|member| member.name == name);
        match self.result.resolutions.get(&object) {
            Some(Resolution::Module(module)) => {
                let is_library = crate::scope::is_declaration_file(self.db, *module);
                let stem = module.path(self.db).file_stem();
                let gives_null = is_library && matches!(stem, "log" | "ws");
                Some((named(module_members(self.db, *module))?, Place::Module { gives_null }))
            }
            Some(Resolution::Item(id)) if id.kind == ItemKind::Type => {
                let declaration = item(self.db, id)?;
                let is_table = type_info(self.db, declaration).as_ref().is_some_and(|info| info.is_table);
                let found = named(static_members(self.db, declaration))?;
                let is_query = matches!(&found.declaration, Some(Resolution::Item(method)) if method.file != id.file);
                Some((found, if is_table && is_query { Place::Table } else { Place::Static }))
            }
            _ => Some((member(self.db, receiver, name)?, Place::Value)),
        }
    }

    /// A call whose signature is known. `hints`: whether closures take parameter types from it; `None` always.
    fn call_signature(&mut self, id: ExprId, signature: Signature, arguments: &[Argument], hints: Option<bool>) -> Ty {
        let mut values = Substitution::default();
        let mut position = 0;
        for argument in arguments {
            let parameter = match &argument.name {
                Some(name) => signature.parameters.iter().find(|parameter| parameter.name == name.name),
                None => {
                    let last = signature.parameters.last().filter(|parameter| parameter.is_variadic);
                    let found = signature.parameters.get(position).or(last);
                    position += 1;
                    found
                }
            };
            let Some(parameter) = parameter else {
                self.expr(argument.value);
                continue;
            };
            let is_closure = matches!(self.lowered.body.exprs[argument.value], Expr::Closure(_));
            let expected = parameter.ty.substitute(&values);
            let wanted = !is_closure || hints.unwrap_or(true);
            let found = self.expr_expecting(argument.value, wanted.then_some(&expected));
            parameter.ty.learn_from(&found, &mut values);
        }
        let result = signature.call_result().substitute(&values);
        self.result.callees.insert(id, signature);
        result
    }

    /// A call of a value.
    fn call_value(&mut self, ty: &Ty, arguments: &[Argument]) -> Ty {
        match ty {
            Ty::Function(function) => {
                self.arguments(arguments, &expected_by(function, arguments.len()));
                function.result.clone()
            }
            Ty::PyAny => {
                self.arguments(arguments, &[]);
                Ty::result(Ty::Any, Ty::str())
            }
            _ => {
                self.arguments(arguments, &[]);
                Ty::Any
            }
        }
    }

    fn arguments(&mut self, arguments: &[Argument], expected: &[Ty]) -> Vec<Ty> {
        arguments
            .iter()
            .enumerate()
            .map(|(index, argument)| self.expr_expecting(argument.value, expected.get(index)))
            .collect()
    }
}

/// Where a called member was found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Value,
    Table,
    Static,
    Module { gives_null: bool },
}

fn expected_by(function: &FunctionTy, count: usize) -> Vec<Ty> {
    let mut expected = function.parameters.clone();
    if function.variadic
        && let Some(last) = expected.last().cloned()
    {
        expected.resize(count.max(expected.len()), last);
    }
    expected
}
