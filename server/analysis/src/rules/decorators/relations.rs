//! Relations between tables: the target, the key, and the type of the field.

use fitz_rules::families::tables::{
    RELATION_COMPANION, RELATION_FIELD_TYPE, RELATION_KEY, RELATION_KEY_TYPE, RELATION_SET_NULL, RELATION_TARGET,
};
use fitz_syntax::{TextRange, TextSize};

use super::super::ItemContext;
use super::support::{is_unknown, plain, positional_text};
use crate::diagnostic::Finding;
use crate::endpoint::SourcePointer;
use crate::hir::{Decorator, Field, TypeDefinition, TypeRef};
use crate::inference::article;
use crate::item_tree::Item;
use crate::lower::{is_broken, lowered};
use crate::nearest::nearest;
use crate::roles::may_have_any_role;
use crate::scope::is_declaration_file;
use crate::signatures::{declared_name, nominal_fields, nominal_item, resolve_type, type_named};
use crate::ty::{Builtin, Nominal, Ty};

const RELATIONS: [&str; 3] = ["belongs_to", "has_one", "has_many"];

pub(super) fn check(context: &ItemContext<'_>, definition: &TypeDefinition, found: &mut Vec<Finding>) {
    if context.decorator("table").is_none() || context.lowered.is_broken || definition.name.name.is_empty() {
        return;
    }
    for field in &definition.fields {
        let relations = field.decorators.iter().filter(|it| RELATIONS.contains(&it.name.name.as_str()));
        // Of two relations, the one that is meant is not known.
        if relations.count() != 1 {
            continue;
        }
        for decorator in &field.decorators {
            let relation = Relation { context, definition, field, decorator };
            match decorator.name.name.as_str() {
                "belongs_to" => relation.belongs_to(found),
                "has_one" | "has_many" => relation.has(found),
                _ => {}
            }
        }
    }
}

struct Relation<'a> {
    context: &'a ItemContext<'a>,
    definition: &'a TypeDefinition,
    field: &'a Field,
    decorator: &'a Decorator,
}

impl<'a> Relation<'a> {
    fn belongs_to(&self, found: &mut Vec<Finding>) {
        let target = self.target(found);
        let Some(annotation) = &self.field.ty else { return };
        let ty = self.ty(annotation);
        let name = &self.field.name.name;
        let plain = ty.without_null();
        let is_key = plain.is(Builtin::Int) || plain.is(Builtin::Uuid) || is_unknown(plain);
        if !is_key && !target.as_ref().is_some_and(|target| self.key_of(target).as_ref() == Some(plain)) {
            let message = format!("`{name}` holds the key of another row, and {} `{plain}` is no key.", article(plain));
            let right = target.as_ref().and_then(|target| self.key_of(target)).unwrap_or_else(Ty::int);
            found.push(
                Finding::new(&RELATION_KEY_TYPE, annotation.range, message)
                    .hint("Make it an `Int` or a `Uuid`.")
                    .fix(format!("Change to `{right}`"), vec![(annotation.range, right.to_string())]),
            );
        } else if !matches!(ty, Ty::Nullable(_) | Ty::Any) {
            self.set_null(annotation, found);
        }
        self.companion(target.as_ref(), found);
    }

    fn has(&self, found: &mut Vec<Finding>) {
        let Some(target) = self.target(found) else { return };
        self.field_type(&target, found);
        self.key(&target, found);
    }

    /// The type of the primary key of a table.
    fn key_of(&self, target: &Nominal) -> Option<Ty> {
        let lowered = lowered(self.context.db, nominal_item(self.context.db, target)?);
        let is_primary = |field: &&Field| field.decorators.iter().any(|it| it.name.name == "primary");
        let key = lowered.fields().iter().find(is_primary)?;
        Some(resolve_type(self.context.db, target.file, key.ty.as_ref()?))
    }

    fn ty(&self, annotation: &TypeRef) -> Ty {
        resolve_type(self.context.db, self.context.item.id(self.context.db).file, annotation)
    }

    /// The type that the relation leads to; reports when it is no table. `relation-target`
    fn target(&self, found: &mut Vec<Finding>) -> Option<Nominal> {
        let db = self.context.db;
        let name = positional_text(self.context.lowered, self.decorator, 0).filter(|name| !name.is_empty())?;
        let range = self.context.lowered.body.expr_range(self.decorator.positional().next()?.value);
        let file = self.context.item.id(db).file;
        // A type that this file does not know may be one of another module.
        let Some(Ty::Nominal(nominal)) = type_named(db, file, name) else { return None };
        let declaration = nominal_item(db, &nominal)?;
        let is_table = lowered(db, declaration).decorators_named("table").next().is_some();
        if is_table || is_broken(db, declaration) || may_have_any_role(db, declaration) {
            return is_table.then_some(nominal);
        }
        let mut finding = Finding::new(&RELATION_TARGET, range, format!("`{name}` is no table."))
            .hint("A relation leads to a type with `@table`.");
        if !is_declaration_file(db, nominal.file) {
            let start = SourcePointer {
                item: declaration.id(db).clone(),
                range: TextRange::empty(
                    lowered(db, declaration).decorators.first().map_or_else(TextSize::default, |it| it.range.start()),
                ),
            };
            finding = self
                .pointing_to(finding, declaration)
                .fix_elsewhere(format!("Make `{name}` a table"), vec![(start, "@table\n".to_owned())]);
        }
        found.push(finding);
        None
    }

    fn pointing_to(&self, finding: Finding, declaration: Item<'_>) -> Finding {
        match declared_name(self.context.db, declaration.id(self.context.db)) {
            Some(place) => finding.related(place, "It is declared here."),
            None => finding,
        }
    }

    /// `relation-field-type`
    fn field_type(&self, target: &Nominal, found: &mut Vec<Finding>) {
        let Some(annotation) = &self.field.ty else { return };
        let ty = self.ty(annotation);
        let row = Ty::Nominal(target.clone());
        let (wanted, words) = if self.decorator.name.name == "has_many" {
            (Ty::list(row), "any number of rows")
        } else {
            (Ty::nullable(row), "one row or none")
        };
        if is_unknown(&ty) || ty == wanted || matches!(ty.arguments_of(Builtin::List), Some([Ty::Any])) {
            return;
        }
        let message = format!(
            "`@{}` leads to {words}, and `{}` is {} `{ty}`.",
            self.decorator.name.name,
            self.field.name.name,
            article(&ty)
        );
        found.push(
            Finding::new(&RELATION_FIELD_TYPE, annotation.range, message)
                .hint(format!("Declare `{wanted}`."))
                .fix(format!("Change to `{wanted}`"), vec![(annotation.range, wanted.to_string())]),
        );
    }

    /// `relation-key`: the field of the target that holds the key of this row.
    fn key(&self, target: &Nominal, found: &mut Vec<Finding>) {
        let db = self.context.db;
        let via = self.decorator.keyword("via");
        let (name, range) = match via {
            Some(via) => match plain(self.context.lowered, via) {
                Some(name) if !name.is_empty() => (name.to_owned(), self.context.lowered.body.expr_range(via.value)),
                _ => return,
            },
            None => (format!("{}_id", self.definition.name.name.to_lowercase()), self.decorator.name.range),
        };
        let Some(declaration) = nominal_item(db, target) else { return };
        let target_lowered = lowered(db, declaration);
        let names = || target_lowered.fields().iter().map(|field| field.name.name.as_str());
        if target_lowered.is_broken || names().any(|field| field == name) {
            return;
        }
        let message = format!("`{}` has no field `{name}` with the key of this row.", target.name);
        let finding = self.pointing_to(Finding::new(&RELATION_KEY, range, message), declaration);
        found.push(match (via, nearest(&name, names())) {
            (Some(_), Some(closest)) => finding
                .hint(format!("Did you mean `{closest}`?"))
                .fix(format!("Change to `{closest}`"), vec![(range, format!("\"{closest}\""))]),
            (Some(_), None) => {
                let finding = finding.hint(format!("Name the field of `{}` that holds it.", target.name));
                self.with_key(finding, target, &name)
            }
            (None, _) => {
                let hint = format!("Name the field of `{}` that holds it, with `via=\"...\"`.", target.name);
                self.with_key(finding.hint(hint), target, &name)
            }
        });
    }

    /// Offers to declare the field that holds the key of this row.
    fn with_key(&self, finding: Finding, target: &Nominal, name: &str) -> Finding {
        let fields = nominal_fields(self.context.db, target);
        let (Some(last), true) = (fields.last(), is_field_name(name)) else { return finding };
        let own = Nominal { file: self.context.item.id(self.context.db).file, name: self.definition.name.name.clone() };
        let ty = self.key_of(&own).unwrap_or_else(Ty::int);
        let end = SourcePointer { item: last.pointer.item.clone(), range: TextRange::empty(last.pointer.range.end()) };
        let title = format!("Add the field `{name}: {ty}` to `{}`", target.name);
        finding.fix_elsewhere(title, vec![(end, format!(", {name}: {ty}"))])
    }

    /// `relation-set-null`
    fn set_null(&self, annotation: &TypeRef, found: &mut Vec<Finding>) {
        for key in ["on_delete", "on_update"] {
            let Some(argument) = self.decorator.keyword(key) else { continue };
            if plain(self.context.lowered, argument) != Some("set_null") {
                continue;
            }
            let message = format!("`{}` cannot be set to `null`: it is no nullable field.", self.field.name.name);
            found.push(
                Finding::new(&RELATION_SET_NULL, self.context.lowered.body.expr_range(argument.value), message)
                    .hint("Make the type of the field nullable, or take `\"cascade\"` or `\"restrict\"`.")
                    .fix("Make the field nullable", vec![(TextRange::empty(annotation.range.end()), "?".to_owned())]),
            );
        }
    }

    /// `relation-companion`: `author: Author` beside `author_id` can only hold a row once that is loaded.
    fn companion(&self, target: Option<&Nominal>, found: &mut Vec<Finding>) {
        let (Some(target), Some(name)) = (target, self.field.name.name.strip_suffix("_id")) else { return };
        let Some(companion) = self.definition.fields.iter().find(|field| field.name.name == name) else { return };
        let Some(annotation) = &companion.ty else { return };
        if self.ty(annotation) != Ty::Nominal(target.clone()) {
            return;
        }
        let message = format!("`{name}` holds a row only when that was loaded, so it must be nullable.");
        found.push(
            Finding::new(&RELATION_COMPANION, annotation.range, message)
                .hint(format!("Declare `{}?`.", target.name))
                .fix("Make it nullable", vec![(TextRange::empty(annotation.range.end()), "?".to_owned())]),
        );
    }
}

/// Whether a text can be the name of a field.
fn is_field_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_lowercase() || it == '_')
        && text.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}
