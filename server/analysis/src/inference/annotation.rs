//! Type annotations: what they mean, and what is wrong with them. One that is wrong is `Any`.

use fitz_rules::Rule;
use fitz_rules::families::types::{TYPE_ARITY, TYPE_NOT_GENERIC, UNCHECKED_ANNOTATION, UNKNOWN_TYPE};

use crate::diagnostic::Finding;
use crate::hir::{Spelled, TypeRef, TypeRefKind};
use crate::inference::Context;
use crate::item_tree::{ItemId, ItemKind, item};
use crate::nearest::nearest;
use crate::scope::{Definition, ScopeEntry, canonical_type_name, is_declaration_file, module_scope, resolve_name};
use crate::signatures::{resolve_type, type_info};
use crate::standard_library::library;
use crate::ty::{Builtin, Name, Ty};

/// What people write who mean a type of another name.
const OTHER_LANGUAGES: [(&str, &str); 27] = [
    ("string", "Str"),
    ("text", "Str"),
    ("char", "Str"),
    ("integer", "Int"),
    ("i32", "Int"),
    ("i64", "Int"),
    ("u64", "Int"),
    ("long", "Int"),
    ("double", "Float"),
    ("number", "Float"),
    ("f32", "Float"),
    ("f64", "Float"),
    ("boolean", "Bool"),
    ("void", "Null"),
    ("unit", "Null"),
    ("none", "Null"),
    ("nil", "Null"),
    ("array", "List"),
    ("dict", "Map"),
    ("hashmap", "Map"),
    ("record", "Map"),
    ("object", "Any"),
    ("unknown", "Any"),
    ("promise", "Future"),
    ("task", "Future"),
    ("timestamp", "DateTime"),
    ("buffer", "Bytes"),
];

/// Annotations that wrap a nullable type in other languages.
const OPTIONS: [&str; 3] = ["option", "optional", "maybe"];

impl Context<'_> {
    /// The type that an annotation means. `place` completes the message: ` for the field `User.name``.
    pub(super) fn annotation(&mut self, ty: Option<&TypeRef>, place: impl Fn() -> String) -> Option<Ty> {
        let ty = ty?;
        if !is_declaration_file(self.db, self.id.file) {
            self.check_annotation(ty, &place);
        }
        Some(resolve_type(self.db, self.id.file, ty))
    }

    fn check_annotation(&mut self, ty: &TypeRef, place: &dyn Fn() -> String) {
        match &ty.kind {
            TypeRefKind::Error => {}
            TypeRefKind::Nullable(inner) => self.check_annotation(inner, place),
            TypeRefKind::Tuple(parts) => parts.iter().for_each(|part| self.check_annotation(part, place)),
            TypeRefKind::Function(parameters, result) => {
                parameters.iter().for_each(|part| self.check_annotation(part, place));
                if let Some(result) = result {
                    self.check_annotation(result, place);
                }
            }
            TypeRefKind::Named(name, arguments) => {
                self.check_named(ty, name, arguments.len(), place);
                arguments.iter().for_each(|part| self.check_annotation(part, place));
            }
        }
    }

    fn check_named(&mut self, ty: &TypeRef, name: &Spelled, count: usize, place: &dyn Fn() -> String) {
        if name.name == "Any" && count == 0 {
            return;
        }
        if let Some(builtin) = Builtin::from_annotation(&name.name) {
            let (least, most) = builtin.written_arity();
            if count < least || count > most {
                self.report(
                    Finding::new(
                        self.where_looked_at(&TYPE_ARITY),
                        ty.range,
                        arity_message(&name.name, (least, most), count),
                    )
                    .hint(format!("Write `{}`.", right_form(builtin))),
                );
            }
            return;
        }
        match self.named_type(&name.name) {
            Named::Type if count > 0 => {
                self.report(
                    Finding::new(
                        self.where_looked_at(&TYPE_NOT_GENERIC),
                        ty.range,
                        format!("`{}` has no type parameters.", name.name),
                    )
                    .hint(format!("Remove what stands between `<` and `>`: `{}`.", name.name))
                    .fix(format!("Change to `{}`", name.name), vec![(ty.range, name.name.to_string())]),
                );
            }
            Named::Type | Named::NotEstablished => {}
            Named::Something(kind) => {
                let message = format!("`{}` is {kind}, not a type{}.", name.name, place());
                self.report(Finding::new(self.where_looked_at(&UNKNOWN_TYPE), name.range, message));
            }
            Named::Nothing => self.unknown_type(name, place),
        }
    }

    /// A rule about annotations, or the one for those that the language takes for `Any` without a word.
    fn where_looked_at(&self, rule: &'static Rule) -> &'static Rule {
        if self.unread_depth > 0 || self.id.kind == ItemKind::Method { &UNCHECKED_ANNOTATION } else { rule }
    }

    fn unknown_type(&mut self, name: &Spelled, place: &dyn Fn() -> String) {
        let message = format!("There is no type `{}`{}.", name.name, place());
        let mut finding = Finding::new(self.where_looked_at(&UNKNOWN_TYPE), name.range, message);
        let lower = name.name.to_lowercase();
        if OPTIONS.contains(&lower.as_str()) {
            finding = finding.hint("A type that allows `null` is written with `?`: `Str?`.");
        } else if let Some(known) = self.nearest_type(&name.name) {
            finding = finding.meant(name.range, &known);
        } else {
            finding = finding.hint("Declare it with `type`, or import it with `from ... import ...`.");
        }
        self.report(finding);
    }

    /// The type that a wrong name of a type may mean.
    pub(super) fn nearest_type(&self, name: &str) -> Option<String> {
        let lower = name.to_lowercase();
        let meant = OTHER_LANGUAGES.iter().find(|(other, _)| *other == lower).map(|(_, meant)| *meant);
        if let Some(meant) = meant {
            return Some(meant.to_owned());
        }
        let known = self.type_names();
        let same = known.iter().find(|known| known.to_lowercase() == lower);
        let own = same.map(Name::as_str).or_else(|| nearest(name, known.iter().map(Name::as_str)));
        let other = || {
            let close = nearest(&lower, OTHER_LANGUAGES.iter().map(|(other, _)| *other))?;
            OTHER_LANGUAGES.iter().find(|(other, _)| *other == close).map(|(_, meant)| *meant)
        };
        own.or_else(other).map(str::to_owned)
    }

    /// Every name that an annotation in this file can use.
    fn type_names(&self) -> Vec<Name> {
        let builtins = Builtin::ALL.into_iter().filter(|it| it.is_writable()).map(|it| Name::from(it.name()));
        let nominals =
            library(self.db).types.iter().filter(|(_, id)| !self.is_builtin(id)).map(|(name, _)| name.clone());
        let own = module_scope(self.db, self.id.file).entries.iter().filter_map(|(name, entry)| {
            let is_type = match entry {
                ScopeEntry::Item(id) => id.kind == ItemKind::Type,
                ScopeEntry::Import { .. } => {
                    let definition = resolve_name(self.db, self.id.file, name);
                    matches!(definition, Some(Definition::Item(id)) if id.kind == ItemKind::Type)
                }
            };
            is_type.then(|| name.clone())
        });
        builtins.chain([Name::from("Any")]).chain(nominals).chain(own).collect()
    }

    /// What the name of an annotation, or of a struct literal, stands for besides the built-in types.
    pub(super) fn named_type(&self, name: &str) -> Named {
        let is_local = self.scopes.iter().any(|scope| scope.names.contains_key(name));
        if self.lowered.local_types.iter().any(|local| local == name) || name == "Fn" {
            return Named::NotEstablished;
        }
        let name = canonical_type_name(name);
        match resolve_name(self.db, self.id.file, name) {
            Some(Definition::Item(id)) if id.kind == ItemKind::Type => {
                // `Table` and the query types are declared for the tool, not for programs.
                if self.is_builtin(&id) { Named::Nothing } else { Named::Type }
            }
            Some(Definition::Opaque | Definition::Unresolved(_)) => Named::NotEstablished,
            // Every imported name counts as a type that is not known.
            Some(Definition::Item(id)) if id.file != self.id.file && !is_declaration_file(self.db, id.file) => {
                Named::NotEstablished
            }
            // An import inside a body binds a name that may be a type.
            _ if is_local => Named::NotEstablished,
            Some(Definition::Item(id)) if id.kind == ItemKind::Function => Named::Something("a function"),
            Some(Definition::Item(_)) => Named::Something("a variable"),
            Some(Definition::Module(_)) => Named::Something("a module"),
            None => Named::Nothing,
        }
    }

    /// Whether a type of the standard library is a built-in one, not one with fields such as `Request`.
    fn is_builtin(&self, id: &ItemId) -> bool {
        is_declaration_file(self.db, id.file)
            && item(self.db, id)
                .and_then(|item| type_info(self.db, item).as_ref())
                .is_some_and(|info| info.variables.is_some())
    }
}

/// What a name means where a type is asked for.
pub(super) enum Named {
    /// A declared type.
    Type,
    /// It may be a type.
    NotEstablished,
    /// Something else: "a function".
    Something(&'static str),
    /// Nothing has that name.
    Nothing,
}

fn arity_message(name: &str, (least, most): (usize, usize), count: usize) -> String {
    let wanted = match (least, most) {
        (_, 0) => "no type arguments".to_owned(),
        (1, 1) => "one type argument".to_owned(),
        (1, _) => "one or two type arguments".to_owned(),
        _ => format!("{least} type arguments"),
    };
    let found = if count == 0 { "none".to_owned() } else { count.to_string() };
    format!("`{name}` takes {wanted}, and gets {found}.")
}

fn right_form(builtin: Builtin) -> &'static str {
    match builtin {
        Builtin::List => "List<Str>",
        Builtin::Map => "Map<Str, Int>",
        Builtin::Result => "Result<Int>` or `Result<Int, Str>",
        Builtin::Future => "Future<Int>",
        Builtin::Secret => "Secret<Str>",
        Builtin::WsConn => "WsConn<Frame>` or `WsConn<In, Out>",
        other => other.name(),
    }
}
