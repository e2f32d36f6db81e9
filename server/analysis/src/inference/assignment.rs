//! Assignments: to a name, a field, an index, and the names of a tuple.

use fitz_rules::families::flow::{
    ASSIGN_TYPE_MISMATCH, DESTRUCTURE_ARITY, INDEX_ASSIGN_KEY_TYPE, INDEX_ASSIGN_UNSUPPORTED, INDEX_ASSIGN_VALUE_TYPE,
};
use fitz_rules::families::names::{
    FIELD_ASSIGN_NON_INSTANCE, FIELD_TYPE_MISMATCH, PRIVATE_FIELD_ASSIGN, UNKNOWN_FIELD,
};

use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{BinaryOp, Expr, ExprId, Pat, PatId, Spelled, TypeRef};
use crate::inference::mismatch::article;
use crate::inference::operators::Operand;
use crate::inference::structs::Fields;
use crate::inference::{Context, LocalKind, NewLocal, Resolution};
use crate::item_tree::ItemKind;
use crate::nearest::nearest;
use crate::scope::is_declaration_file;
use crate::signatures::{declared_name, nominal_fields};
use crate::ty::{Builtin, Name, Ty};

impl Context<'_> {
    /// `let pattern: ty = value`
    pub(super) fn let_statement(&mut self, pattern: PatId, ty: Option<&TypeRef>, value: ExprId) {
        let declared = self.annotation(ty, String::new);
        let name = match &self.lowered.body.pats[pattern] {
            Pat::Bind(name) => Some(name.clone()),
            _ => None,
        };
        let found = self.value_of(name.as_ref(), value, declared.as_ref());
        let visible_from = self.end_of(value);
        match name {
            Some(name) => {
                if let Some(declared) = &declared {
                    let place = SourcePointer { item: self.id.clone(), range: self.lowered.body.pat_range(pattern) };
                    self.check_assigned(&name, value, &found, declared, Some(place));
                }
                let is_annotated = declared.is_some();
                self.bind_pattern(pattern, name, declared.unwrap_or(found), is_annotated, visible_from);
            }
            None => {
                self.check_destructuring(pattern, value, &found);
                self.pattern(pattern, &found, visible_from);
            }
        }
    }

    /// The value of a variable. A closure in it may use the variable: it runs later.
    fn value_of(&mut self, name: Option<&Name>, value: ExprId, expected: Option<&Ty>) -> Ty {
        let Some(name) = name else { return self.expr_expecting(value, expected) };
        self.declaring.push((name.clone(), self.functions.len()));
        let found = self.expr_expecting(value, expected);
        self.declaring.pop();
        found
    }

    fn check_destructuring(&mut self, pattern: PatId, value: ExprId, found: &Ty) {
        let (Pat::Tuple(parts), Ty::Tuple(slots)) = (&self.lowered.body.pats[pattern], found) else { return };
        if parts.len() != slots.len() {
            let range = self.lowered.body.pat_range(pattern);
            let message = format!("The value has {}, but the pattern names {}.", elements(slots.len()), parts.len());
            let mut finding = Finding::new(&DESTRUCTURE_ARITY, range, message)
                .hint(format!("The value is {} `{found}`. Use `_` for what is not needed.", article(found)));
            if let Some((place, name)) = self.source_of(value) {
                finding = finding.related(place, format!("`{name}` is declared here."));
            }
            self.report(finding);
        }
    }

    /// The declaration that a value has its type from: of a variable, or of the function that is called.
    fn source_of(&self, value: ExprId) -> Option<(SourcePointer, Name)> {
        let named = match &self.lowered.body.exprs[value] {
            Expr::Call { callee, .. } => *callee,
            _ => value,
        };
        match self.result.resolutions.get(&named)? {
            Resolution::Item(id) => Some((declared_name(self.db, id)?, id.name.clone())),
            Resolution::Local(id) => {
                let local = self.result.local(*id)?;
                Some((SourcePointer { item: self.id.clone(), range: local.range }, local.name.clone()))
            }
            _ => None,
        }
    }

    /// `target: ty = value`, and `target op= value`, which stands for `target = target op value`.
    pub(super) fn assignment(&mut self, target: ExprId, ty: Option<&TypeRef>, op: Option<BinaryOp>, value: ExprId) {
        let lowered = self.lowered;
        match &lowered.body.exprs[target] {
            Expr::Name(name) => self.assign_name(target, name, ty, op, value),
            Expr::Field { object, name } => self.assign_field(target, *object, name, op, value),
            Expr::Index { object, index } => self.assign_index(target, *object, *index, op, value),
            _ => {
                self.expr(target);
                self.expr(value);
            }
        }
    }

    /// `name = value` declares a name that nothing declares yet, and otherwise changes what it finds: an annotated
    /// variable keeps its type, another one takes the type of the value from here on, in this scope.
    fn assign_name(&mut self, target: ExprId, name: &Name, ty: Option<&TypeRef>, op: Option<BinaryOp>, value: ExprId) {
        let declared = self.annotation(ty, String::new);
        let found = if declared.is_some() { None } else { self.look_up(name) };
        if op.is_some() && found.is_none() {
            self.expr(target);
            self.expr(value);
            return;
        }
        let kept = found.as_ref().and_then(|(resolution, _)| self.kept_type(name, resolution));
        let place = match &found {
            Some((Resolution::Local(id), _)) => {
                self.result.local(*id).map(|local| SourcePointer { item: self.id.clone(), range: local.range })
            }
            Some((Resolution::Item(id), _)) => self.declaration_of(id),
            _ => None,
        };
        let expected = declared.clone().or(kept);
        let value_type = match (op, &found) {
            (Some(op), Some((_, before))) => {
                let before = Operand { expr: target, ty: before.clone() };
                self.augmented(op, before, value)
            }
            _ => self.value_of(found.is_none().then_some(name), value, expected.as_ref()),
        };
        if let Some(expected) = &expected {
            self.check_assigned(name, value, &value_type, expected, place);
        }
        let ty = match (expected, &found) {
            // A variable that was compared with `null` stays without it.
            (Some(Ty::Nullable(inner)), Some((_, before))) if *before == *inner && value_type.fits(&inner) => {
                before.clone()
            }
            (expected, _) => expected.unwrap_or(value_type),
        };
        self.result.expr_types.insert(target, ty.clone());
        match found {
            // What the library or an import binds is hidden by an assignment, not changed.
            Some((resolution @ (Resolution::Local(_) | Resolution::Field(..)), _)) => {
                self.result.resolutions.insert(target, resolution.clone());
                self.bind(name.clone(), resolution, ty);
            }
            Some((Resolution::Item(id), _))
                if id.file == self.id.file && id.kind == ItemKind::Global && &id != self.id =>
            {
                self.result.resolutions.insert(target, Resolution::Item(id.clone()));
                self.bind(name.clone(), Resolution::Item(id), ty);
            }
            _ => {
                let local = self.declare(NewLocal {
                    name: name.clone(),
                    ty,
                    is_annotated: declared.is_some(),
                    range: self.lowered.body.expr_range(target),
                    visible_from: self.end_of(value),
                    kind: LocalKind::Variable,
                });
                self.result.resolutions.insert(target, Resolution::Local(local));
            }
        }
    }

    fn check_assigned(&mut self, name: &str, value: ExprId, found: &Ty, declared: &Ty, place: Option<SourcePointer>) {
        if found.fits(declared) {
            return;
        }
        let message = format!("`{name}` is declared as `{declared}`, but gets {} `{found}`.", article(found));
        let finding = Finding::new(&ASSIGN_TYPE_MISMATCH, self.lowered.body.expr_range(value), message);
        let mut finding = self.with_next_step(finding, value, found, declared);
        // The declaration on the same line is in sight.
        if let Some(place) = place.filter(|place| place.item != *self.id || !self.shares_statement(place, value)) {
            finding = finding.related(place, format!("`{name}` is declared here."));
        }
        self.report(finding);
    }

    fn shares_statement(&self, place: &SourcePointer, value: ExprId) -> bool {
        self.lowered.statements().any(|statement| {
            matches!(statement, crate::hir::Stmt::Let { pattern, value: found, .. }
                if *found == value && self.lowered.body.pat_range(*pattern) == place.range)
        })
    }

    /// `object.name = value`
    fn assign_field(&mut self, target: ExprId, object: ExprId, name: &Spelled, op: Option<BinaryOp>, value: ExprId) {
        let object_type = self.expr(object);
        let is_namespace = match self.result.resolutions.get(&object) {
            Some(Resolution::Module(_) | Resolution::Import(_) | Resolution::Opaque) => true,
            Some(Resolution::Item(id)) => id.kind == ItemKind::Type,
            _ => false,
        };
        let expected = if is_namespace || name.name.is_empty() {
            Ty::Any
        } else {
            self.assigned_field(target, object, &object_type, name)
        };
        self.result.expr_types.insert(target, expected.clone());
        let found = self.assigned_value(op, target, value, &expected);
        if !found.fits(&expected) {
            let owner = object_type.to_string();
            let fields = match object_type.without_null() {
                Ty::Nominal(nominal) => nominal_fields(self.db, nominal),
                _ => Vec::new(),
            };
            let place = fields.into_iter().find(|field| field.name == name.name).map(|field| field.name_pointer);
            self.field_mismatch(value, (&owner, &name.name), &found, &expected, place);
        }
    }

    /// The type of the field that is assigned; `Any` when there is none.
    fn assigned_field(&mut self, target: ExprId, object: ExprId, object_type: &Ty, name: &Spelled) -> Ty {
        let nominal = match object_type {
            Ty::Any | Ty::PyAny | Ty::Variable(_) => return Ty::Any,
            Ty::Nominal(nominal) => nominal,
            other => {
                let range = self.lowered.body.expr_range(object);
                let message = format!(
                    "Only instances of a `type` have fields to assign, and this is {} `{other}`.",
                    article(other)
                );
                let mut finding = Finding::new(&FIELD_ASSIGN_NON_INSTANCE, range, message);
                if let Ty::Nullable(inner) = other
                    && matches!(**inner, Ty::Nominal(_))
                {
                    finding = finding.hint("Test it for `null` first: `if x != null { x.field = ... }`.");
                }
                self.report(finding);
                return Ty::Any;
            }
        };
        let Fields::Known(fields) = self.fields_of(nominal) else { return Ty::Any };
        let Some(field) = fields.iter().find(|field| field.name == name.name) else {
            self.unknown_field(name, nominal, &fields);
            return Ty::Any;
        };
        self.result.resolutions.insert(target, Resolution::Field(nominal.clone(), name.name.clone()));
        if self.is_private_from_here(nominal, &name.name) {
            let message =
                format!("`{}` is private to `{}` and cannot be changed from outside.", name.name, nominal.name);
            self.report(
                Finding::new(&PRIVATE_FIELD_ASSIGN, name.range, message)
                    .hint(format!("Change it in a method of `{}`.", nominal.name)),
            );
            return Ty::Any;
        }
        self.member_type(nominal, field.ty.clone())
    }

    /// `place op= value` is `place = place op value`.
    fn augmented(&mut self, op: BinaryOp, place: Operand, value: ExprId) -> Ty {
        let ty = self.expr(value);
        let whole = self.lowered.body.expr_range(place.expr).cover(self.lowered.body.expr_range(value));
        self.operation(op, whole, &place, &Operand { expr: value, ty })
    }

    /// The type of what `= value` or `op= value` puts into a place of that type.
    fn assigned_value(&mut self, op: Option<BinaryOp>, target: ExprId, value: ExprId, place: &Ty) -> Ty {
        match op {
            Some(op) => self.augmented(op, Operand { expr: target, ty: place.clone() }, value),
            None => self.expr_expecting(value, Some(place)),
        }
    }

    /// Reports a value that a field does not take. `place` is where the field is declared.
    pub(super) fn field_mismatch(
        &mut self,
        value: ExprId,
        (owner, field): (&str, &str),
        found: &Ty,
        expected: &Ty,
        place: Option<SourcePointer>,
    ) {
        let message = format!("`{owner}.{field}` is declared as `{expected}`, but gets {} `{found}`.", article(found));
        let finding = Finding::new(&FIELD_TYPE_MISMATCH, self.lowered.body.expr_range(value), message);
        let mut finding = self.with_next_step(finding, value, found, expected);
        if let Some(place) = place.filter(|place| !is_declaration_file(self.db, place.item.file)) {
            finding = finding.related(place, format!("`{field}` is declared here."));
        }
        self.report(finding);
    }

    pub(super) fn unknown_field(
        &mut self,
        name: &Spelled,
        nominal: &crate::ty::Nominal,
        fields: &[crate::signatures::FieldInfo],
    ) {
        let message = format!("`{}` has no field `{}`.", nominal.name, name.name);
        let mut finding = Finding::new(&UNKNOWN_FIELD, name.range, message);
        finding = match nearest(&name.name, fields.iter().map(|field| field.name.as_str())) {
            Some(closest) => finding.meant(name.range, closest),
            None if fields.is_empty() => finding.hint(format!("`{}` has no fields.", nominal.name)),
            None => {
                let names: Vec<String> = fields.iter().map(|field| format!("`{}`", field.name)).collect();
                finding.hint(format!("Its fields are {}.", names.join(", ")))
            }
        };
        self.report(finding);
    }

    /// `object[index] = value`
    fn assign_index(&mut self, target: ExprId, object: ExprId, index: ExprId, op: Option<BinaryOp>, value: ExprId) {
        let collection = self.expr(object);
        let (key, element) = match &collection {
            Ty::Builtin(Builtin::List, parts) => (Ty::int(), parts.first().cloned().unwrap_or(Ty::Any)),
            Ty::Builtin(Builtin::Map, parts) => {
                (parts.first().cloned().unwrap_or(Ty::Any), parts.get(1).cloned().unwrap_or(Ty::Any))
            }
            Ty::Any | Ty::Variable(_) => (Ty::Any, Ty::Any),
            other => {
                self.cannot_assign_index(object, other);
                (Ty::Any, Ty::Any)
            }
        };
        let found_key = self.expr_expecting(index, Some(&key));
        if !found_key.fits(&key) {
            let what = if collection.is(Builtin::List) { "The index of a list" } else { "The key of this map" };
            let message =
                format!("{what} must be {} `{key}`, and this is {} `{found_key}`.", article(&key), article(&found_key));
            self.report(Finding::new(&INDEX_ASSIGN_KEY_TYPE, self.lowered.body.expr_range(index), message));
        }
        self.result.expr_types.insert(target, element.clone());
        let found = self.assigned_value(op, target, value, &element);
        if !found.fits(&element) {
            let message = format!("`{collection}` holds `{element}` values, but gets {} `{found}`.", article(&found));
            let finding = Finding::new(&INDEX_ASSIGN_VALUE_TYPE, self.lowered.body.expr_range(value), message);
            self.report(self.with_next_step(finding, value, &found, &element));
        }
    }

    fn cannot_assign_index(&mut self, object: ExprId, ty: &Ty) {
        let message =
            format!("Only elements of a `List` or `Map` can be assigned, and this is {} `{ty}`.", article(ty));
        let mut finding = Finding::new(&INDEX_ASSIGN_UNSUPPORTED, self.lowered.body.expr_range(object), message);
        finding = match ty {
            Ty::Nullable(_) => finding.hint("Test it for `null` first: `if x != null { x[...] = ... }`."),
            Ty::Nominal(_) => finding.hint("Fields are assigned by their name: `x.field = ...`."),
            Ty::Tuple(_) => finding.hint("A tuple cannot be changed. Build a new one."),
            Ty::Builtin(Builtin::Str, _) => finding.hint("A string cannot be changed. Build a new one."),
            _ => finding,
        };
        self.report(finding);
    }
}

fn elements(count: usize) -> String {
    match count {
        1 => "1 element".to_owned(),
        other => format!("{other} elements"),
    }
}
