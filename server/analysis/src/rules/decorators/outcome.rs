//! What an HTTP handler answers: whether it becomes JSON, and whether it tells too much.

use fitz_rules::families::routes::{ROUTE_RESULT, ROUTE_SECRET_FIELD};
use rustc_hash::FxHashSet;

use super::super::ItemContext;
use super::support::{ROUTES, awaited};
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::hir::Function;
use crate::scope::is_declaration_file;
use crate::signatures::{FieldInfo, nominal_fields};
use crate::ty::{Builtin, Nominal, Ty};

/// Parts of names that say that a value is for the server alone.
const SECRETS: [&str; 4] = ["password", "passwd", "private_key", "secret_key"];

pub(super) fn check(context: &ItemContext<'_>, function: &Function, found: &mut Vec<Finding>) {
    if !context.lowered.decorators.iter().any(|it| ROUTES.contains(&it.name.name.as_str())) {
        return;
    }
    let Some((ty, range)) = context.result_type(function) else { return };
    let given = match awaited(&ty).arguments_of(Builtin::Result) {
        Some([value, _]) => awaited(value),
        _ => awaited(&ty),
    };
    let mut walk = Walk { db: context.db, seen: FxHashSet::default() };
    if let Some(wrong) = walk.without_json(given) {
        let message = format!("An answer is JSON, which has no form for `{wrong}`.");
        found.push(
            Finding::new(&ROUTE_RESULT, range, message)
                .hint("Give values, lists, maps with text keys, or types of these; or a `Response` with the bytes."),
        );
        return;
    }
    walk.seen.clear();
    if let Some((nominal, field)) = walk.secret(given) {
        let message = format!("The answer contains `{}.{}`, for everybody to read.", nominal.name, field.name);
        let mut start = field.pointer.clone();
        start.range = fitz_syntax::TextRange::empty(start.range.start());
        found.push(
            Finding::new(&ROUTE_SECRET_FIELD, range, message)
                .hint("Write `@hidden` before the field, or answer with a type without it.")
                .related(field.name_pointer.clone(), format!("`{}` is declared here.", field.name))
                .fix_elsewhere(format!("Hide `{}`", field.name), vec![(start, "@hidden ".to_owned())]),
        );
    }
}

/// A walk over a type and the types of its fields.
struct Walk<'db> {
    db: &'db dyn Db,
    seen: FxHashSet<Nominal>,
}

impl Walk<'_> {
    /// The first type inside that has no JSON form.
    fn without_json(&mut self, ty: &Ty) -> Option<Ty> {
        match ty {
            Ty::Function(_) => Some(ty.clone()),
            Ty::Builtin(Builtin::Map, arguments) => match &**arguments {
                [key, _] if !is_text(key) => Some(ty.clone()),
                [_, value] => self.without_json(value),
                _ => None,
            },
            Ty::Builtin(
                Builtin::Range
                | Builtin::WsConn
                | Builtin::DbConn
                | Builtin::RandGen
                | Builtin::QueryBuilder
                | Builtin::Aggregated,
                _,
            ) => Some(ty.clone()),
            Ty::Nullable(inner) => self.without_json(inner),
            Ty::Builtin(Builtin::List, arguments) => arguments.iter().find_map(|it| self.without_json(it)),
            Ty::Tuple(parts) => parts.iter().find_map(|it| self.without_json(it)),
            _ => self.fields(ty)?.1.iter().find_map(|field| self.without_json(&field.ty)),
        }
    }

    /// The first field inside whose name says that it is a secret.
    fn secret(&mut self, ty: &Ty) -> Option<(Nominal, FieldInfo)> {
        match ty {
            Ty::Nullable(inner) => self.secret(inner),
            Ty::Builtin(Builtin::List | Builtin::Map, arguments) => arguments.iter().find_map(|it| self.secret(it)),
            Ty::Tuple(parts) => parts.iter().find_map(|it| self.secret(it)),
            _ => {
                let (nominal, fields) = self.fields(ty)?;
                let is_secret = |field: &&FieldInfo| {
                    let name = field.name.to_lowercase();
                    !field.ty.is(Builtin::Secret)
                        && field.ty.without_null().is(Builtin::Str)
                        && SECRETS.iter().any(|secret| name.contains(secret))
                };
                match fields.iter().find(is_secret) {
                    Some(field) => Some((nominal, field.clone())),
                    None => fields.iter().find_map(|field| self.secret(&field.ty)),
                }
            }
        }
    }

    /// The fields of a type that clients see, the first time that the walk comes to it.
    fn fields(&mut self, ty: &Ty) -> Option<(Nominal, Vec<FieldInfo>)> {
        let Ty::Nominal(nominal) = ty else { return None };
        if is_declaration_file(self.db, nominal.file) || !self.seen.insert(nominal.clone()) {
            return None;
        }
        let fields = nominal_fields(self.db, nominal).into_iter().filter(|field| !field.hidden).collect();
        Some((nominal.clone(), fields))
    }
}

fn is_text(ty: &Ty) -> bool {
    ty.is(Builtin::Str) || matches!(ty, Ty::Any | Ty::PyAny | Ty::Variable(_))
}
