//! Notes who is connected: an entry when the handler starts, taken back when it ends, with a count for people who are connected
//! twice.

use fitz_analysis::hir::{Expr, Stmt};
use fitz_analysis::{Builtin, Ty, nominal_fields};
use fitz_syntax::TextRange;

use super::{Assist, Entry, Place};

/// Fields of a user that name somebody, the best first.
const NAMES: [&str; 5] = ["name", "username", "email", "id", "user_id"];

pub(super) const ENTRY: Entry = Entry { kind: "refactor.rewrite.connectedUsers", keeps_meaning: false, find: assist };

/// At the signature of a handler that knows who connects and has a loop.
fn assist(place: &Place<'_>) -> Option<Assist> {
    let function = place.lowered.function().filter(|_| place.is_at_signature_of_handler())?;
    let Expr::Block(body) = &place.lowered.body.exprs[function.body?] else { return None };
    let mut loops = body.iter().filter_map(|statement| match statement {
        Stmt::Expr(id) if matches!(place.lowered.body.exprs[*id], Expr::Loop { .. }) => Some(place.range(*id)),
        _ => None,
    });
    let around = loops.next().filter(|_| loops.next().is_none())?;
    // What leaves the handler from inside the loop would not take anything back.
    if place.inside(around).any(|id| matches!(place.expr(id), Expr::Return { .. } | Expr::Try(_))) {
        return None;
    }
    let (key, ty) = key(place)?;
    let names = ["CONNECTED", "connections_of"];
    if !names.iter().all(|name| place.is_free(name)) {
        return None;
    }
    let indent = place.indent(around.start())?;
    let enter = format!("CONNECTED[{key}] = connections_of({key}) + 1\n{indent}");
    let leave = [
        format!("if connections_of({key}) > 1 {{"),
        format!("    CONNECTED[{key}] = connections_of({key}) - 1"),
        "} else {".to_owned(),
        format!("    let _ = CONNECTED.remove({key})"),
        "}".to_owned(),
    ];
    let leave: String = leave.iter().map(|line| format!("\n{indent}{line}")).collect();
    let edits = vec![(TextRange::empty(around.start()), enter), (TextRange::empty(around.end()), leave)];
    let assist = place.assist("Note who is connected, and take it back", edits)?;
    let table = format!(
        "let CONNECTED: Map<{ty}, Int> = {{}}\n\nfn connections_of(key: {ty}) -> Int => match CONNECTED.get(key) {{\n    \
         Ok(count) => count\n    Err(_) => 0\n}}\n\n"
    );
    Some(assist.and(place.file, place.above(), table))
}

/// What names the client of a handler: a field of its user, or a header.
fn key(place: &Place<'_>) -> Option<(String, Ty)> {
    let is_key = |ty: &Ty| *ty == Ty::str() || *ty == Ty::int();
    let function = place.lowered.function()?;
    function.parameters.iter().find_map(|parameter| {
        let ty = place.inference.pat_type(parameter.pattern);
        match ty {
            Ty::Nominal(nominal) => {
                let fields = nominal_fields(place.db, nominal);
                let of_name = |name: &&str| fields.iter().find(|field| field.name == **name && is_key(&field.ty));
                let field = NAMES.iter().find_map(of_name)?;
                Some((format!("{}.{}", parameter.name.name, field.name), field.ty.clone()))
            }
            ty if !ty.is(Builtin::WsConn) && is_key(ty) => Some((parameter.name.name.to_string(), ty.clone())),
            _ => None,
        }
    })
}
