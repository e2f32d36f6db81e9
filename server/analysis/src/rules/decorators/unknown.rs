//! `dec/unknown`, `type-decorator-unknown`, `field-decorator-unknown`: the set of decorators is closed, and each has its
//! place.

use fitz_rules::Rule;
use fitz_rules::families::decorators::UNKNOWN;
use fitz_rules::families::tables::{FIELD_DECORATOR_UNKNOWN, TYPE_DECORATOR_UNKNOWN};
use fitz_syntax::TextRange;

use super::super::ItemContext;
use super::declaration::{declaration_of, texts};
use crate::db::Db;
use crate::diagnostic::Finding;
use crate::hir::{Decorator, Expr, ItemData};
use crate::item_tree::{ItemId, item};
use crate::lower::lowered;
use crate::nearest::nearest;
use crate::standard_library::library;

pub(super) fn check(context: &ItemContext<'_>, found: &mut Vec<Finding>) {
    match &context.lowered.data {
        ItemData::Function(_) => {
            check_all(context, &context.lowered.decorators, "fn", found);
        }
        ItemData::Type(definition) => {
            check_all(context, &context.lowered.decorators, "type", found);
            for field in &definition.fields {
                check_all(context, &field.decorators, "field", found);
            }
        }
        _ => {}
    }
}

fn check_all(context: &ItemContext<'_>, decorators: &[Decorator], place: &str, found: &mut Vec<Finding>) {
    let db = context.db;
    for decorator in decorators {
        let name = decorator.name.name.as_str();
        if name.is_empty() || decorator_declaration(db, name, place).is_some() {
            continue;
        }
        let elsewhere = library(db).decorators.get(name).map(|declarations| places(db, declarations));
        // What a map is given is declared beside the decorators, and is none.
        let elsewhere = elsewhere.filter(|places| places.iter().any(|place| place != "argument"));
        let message = match &elsewhere {
            Some(places) => format!("`@{name}` cannot stand on {}; it belongs on {}.", words(place), list(places)),
            None => format!("There is no decorator `@{name}` for {}.", words(place)),
        };
        let suggestion = elsewhere.is_none().then(|| suggestion(db, name, place)).flatten();
        let mut finding = Finding::new(rule(place), decorator.name.range, message);
        if name == "cors" && place == "fn" {
            finding = as_middleware(finding, decorator);
        } else if let Some(known) = suggestion {
            finding = finding
                .hint(format!("Did you mean `@{known}`?"))
                .fix(format!("Change to `@{known}`"), vec![(decorator.name.range, known)]);
        } else if place != "fn" {
            let known: Vec<String> = decorators_for(db, place).map(|name| format!("`@{name}`")).collect();
            finding = finding.hint(format!("On {} there can be {}.", words(place), known.join(", ")));
        }
        if !finding.has_fix() {
            finding = finding.fix(format!("Remove `@{name}`"), vec![(context.removal(decorator), String::new())]);
        }
        found.push(finding);
    }
}

/// `@cors(...)` means `@middleware(cors(...))`.
fn as_middleware(finding: Finding, decorator: &Decorator) -> Finding {
    let name = decorator.name.range;
    let is_bare = name.end() == decorator.range.end();
    let edits = if is_bare {
        vec![(name, "middleware(cors())".to_owned())]
    } else {
        let end = TextRange::empty(decorator.range.end());
        vec![(name, "middleware(cors".to_owned()), (end, ")".to_owned())]
    };
    let finding = finding.hint("Did you mean `@middleware(cors())`?");
    finding.fix("Change to `@middleware(cors(...))`", edits)
}

fn suggestion(db: &dyn Db, name: &str, place: &str) -> Option<String> {
    let is_meant = |known: &&str| {
        declaration_of(db, known, place).is_some_and(|it| texts(it, "instead_of").any(|other| other == name))
    };
    let meant = decorators_for(db, place).find(is_meant);
    meant.or_else(|| nearest(name, decorators_for(db, place))).map(str::to_owned)
}

/// The decorators that may stand at a place (`fn`, `type` or `field`).
fn decorators_for<'db>(db: &'db dyn Db, place: &str) -> impl Iterator<Item = &'db str> {
    library(db)
        .decorators
        .iter()
        .filter(move |(_, declarations)| places(db, declarations).iter().any(|it| it == place))
        .map(|(name, _)| name.as_str())
}

/// The declaration of a decorator for a place; for `argument`, that of the keys of a map.
pub fn decorator_declaration<'db>(db: &'db dyn Db, name: &str, place: &str) -> Option<&'db ItemId> {
    library(db)
        .decorators
        .get(name)?
        .iter()
        .find(|declaration| places(db, std::slice::from_ref(*declaration)).iter().any(|it| it == place))
}

/// Where the declarations say that the decorator may stand.
fn places(db: &dyn Db, declarations: &[ItemId]) -> Vec<String> {
    declarations
        .iter()
        .filter_map(|id| item(db, id))
        .flat_map(|declaration| {
            let lowered = lowered(db, declaration);
            lowered
                .decorators_named("place")
                .flat_map(|it| it.positional().collect::<Vec<_>>())
                .filter_map(|argument| match &lowered.body.exprs[argument.value] {
                    Expr::Str(literal) => literal.plain().map(str::to_owned),
                    _ => None,
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn rule(place: &str) -> &'static Rule {
    match place {
        "fn" => &UNKNOWN,
        "type" => &TYPE_DECORATOR_UNKNOWN,
        _ => &FIELD_DECORATOR_UNKNOWN,
    }
}

fn words(place: &str) -> &'static str {
    match place {
        "fn" => "a function",
        "type" => "a type",
        _ => "a field",
    }
}

fn list(places: &[String]) -> String {
    places.iter().map(|place| words(place)).collect::<Vec<_>>().join(" or ")
}
