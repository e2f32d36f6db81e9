//! `ws/client-identity` and `ws/anonymous-broadcast`: who a message is from, said by the client or by nobody, in a handler
//! that knows its user.

use fitz_rules::families::broadcasts::{ANONYMOUS_BROADCAST, CLIENT_IDENTITY};
use fitz_syntax::TextRange;
use rustc_hash::FxHashSet;

use super::presence::user_parameter;
use super::reception::Received;
use super::targets::Broadcast;
use crate::diagnostic::Finding;
use crate::hir::{Expr, ExprId, Stmt};
use crate::inference::LocalId;
use crate::item_tree::item;
use crate::lower::lowered;
use crate::rules::view::View;
use crate::scope::is_declaration_file;
use crate::signatures::{FieldInfo, nominal_fields, type_named};
use crate::ty::Ty;

/// Names of fields that say who somebody is.
const IDENTITY: [&str; 15] = [
    "user",
    "user_id",
    "user_name",
    "username",
    "user_email",
    "author",
    "author_id",
    "author_name",
    "sender",
    "sender_id",
    "sender_name",
    "from_user",
    "nick",
    "nickname",
    "by",
];

/// Fields of a user that a message may show, the best first.
const SHOWN: [&str; 5] = ["name", "username", "email", "id", "user_id"];

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let (Some((_, body)), Some(user)) = (view.handler(), user_parameter(view)) else { return };
    if view.has_hole() {
        return;
    }
    let received = Received::of(view);
    let stamped = stamped(view);
    for call in view.within_all(body) {
        let Some(message) = broadcast_message(view, call) else { continue };
        if received.is_value(view, message) {
            if !view.local(message).is_some_and(|local| stamped.contains(&local)) {
                found.extend(unchanged(view, message, user));
            }
            continue;
        }
        claimed(view, message, user, &received, &stamped, found);
    }
}

/// The message of a broadcast.
pub(super) fn broadcast_message(view: &View<'_>, call: ExprId) -> Option<ExprId> {
    match view.connection_call(call).filter(|it| it.call == call && it.method == "broadcast") {
        Some(method) => method.arguments.first().map(|argument| argument.value),
        None => Broadcast::of(view.db, view.item, call)?.message,
    }
}

/// The variables of which the handler, or a function that it gives them to, sets a field.
fn stamped(view: &View<'_>) -> FxHashSet<LocalId> {
    let mut found = FxHashSet::default();
    for statement in view.lowered.statements() {
        if let Stmt::Assign { target, .. } = statement {
            found.extend(view.local(view.root(*target)));
        }
    }
    for (call, expr) in view.running() {
        let Expr::Call { arguments, .. } = expr else { continue };
        let sets_fields = match view.callee(call) {
            Some(function) if is_declaration_file(view.db, function.file) => false,
            Some(function) => item(view.db, function).is_none_or(|item| sets_a_field(lowered(view.db, item))),
            None => !view.is_connection_call(call, "broadcast"),
        };
        if sets_fields {
            found.extend(arguments.iter().filter_map(|argument| view.local(argument.value)));
        }
    }
    found
}

fn sets_a_field(function: &crate::hir::Lowered) -> bool {
    function.statements().any(|statement| match statement {
        Stmt::Assign { target, .. } => matches!(function.body.exprs[*target], Expr::Field { .. }),
        _ => false,
    })
}

/// A received value that is broadcast as it came.
fn unchanged(view: &View<'_>, message: ExprId, user: LocalId) -> Option<Finding> {
    let ty = view.ty(message);
    let Ty::Nominal(nominal) = ty else { return None };
    let fields = nominal_fields(view.db, nominal);
    let range = view.range(message);
    let name = &view.inference.local(user)?.name;
    let Some(identity) = fields.iter().find(|field| IDENTITY.contains(&field.name.as_str())) else {
        let text = format!("This goes to everybody as it came, and nothing says that it is from `{name}`.");
        let hint = format!("Give `{ty}` a field for who has sent it, and set it from `{name}`.");
        return Some(Finding::new(&ANONYMOUS_BROADCAST, range, text).hint(hint));
    };
    let text = format!("The client itself says in `{}` who has sent this, although `{name}` is known.", identity.name);
    let finding = Finding::new(&CLIENT_IDENTITY, range, text)
        .hint(format!("Broadcast a new `{ty}` whose `{}` comes from `{name}`.", identity.name))
        .related(identity.name_pointer.clone(), "The field is declared here.");
    Some(match stamped_copy(view, message, &fields, identity, user) {
        Some(copy) => finding.fix("Broadcast a copy that names the user", vec![(range, copy)]),
        None => finding,
    })
}

/// `Line { author: user.name, text: line.text }`
fn stamped_copy(
    view: &View<'_>,
    message: ExprId,
    fields: &[FieldInfo],
    identity: &FieldInfo,
    user: LocalId,
) -> Option<String> {
    let Ty::Nominal(nominal) = view.ty(message) else { return None };
    let is_known = type_named(view.db, view.id.file, &nominal.name).as_ref() == Some(view.ty(message));
    let Expr::Name(variable) = view.expr(message) else { return None };
    let source = shown_as(view, user, &identity.ty).filter(|_| is_known)?;
    let values = fields.iter().map(|field| match field.name == identity.name {
        true => format!("{}: {source}", field.name),
        false => format!("{0}: {variable}.{0}", field.name),
    });
    Some(format!("{} {{ {} }}", nominal.name, values.collect::<Vec<String>>().join(", ")))
}

/// The field of the user that says who somebody is, as a value of this type: `user.name`.
fn shown_as(view: &View<'_>, user: LocalId, ty: &Ty) -> Option<String> {
    let user = view.inference.local(user)?;
    let Ty::Nominal(user_type) = &user.ty else { return None };
    let of_user = nominal_fields(view.db, user_type);
    let source = SHOWN.iter().find(|name| of_user.iter().any(|it| it.name == **name && it.ty == *ty))?;
    Some(format!("{}.{source}", user.name))
}

/// Fields of a new message that say who has sent it, with what the client has said.
fn claimed(
    view: &View<'_>,
    message: ExprId,
    user: LocalId,
    received: &Received,
    stamped: &FxHashSet<LocalId>,
    found: &mut Vec<Finding>,
) {
    let Expr::Struct { fields, .. } = view.expr(message) else { return };
    for field in fields.iter().filter(|field| IDENTITY.contains(&field.name.name.as_str())) {
        let Expr::Field { object, name } = view.expr(field.value) else { continue };
        let is_claim = IDENTITY.contains(&name.name.as_str())
            && received.is_value(view, *object)
            && !view.local(*object).is_some_and(|local| stamped.contains(&local));
        if is_claim {
            let range: TextRange = view.range(field.value);
            let text = "The client itself says who has sent this, although the user is known.";
            let finding =
                Finding::new(&CLIENT_IDENTITY, range, text).hint("Take the value from the user of the connection.");
            found.push(match shown_as(view, user, view.ty(field.value)) {
                Some(value) => finding.fix("Take it from the user of the connection", vec![(range, value)]),
                None => finding,
            });
        }
    }
}
