//! `ws/token-in-query`: a comment that tells clients to put their token where nobody looks. Off unless a project asks for it.

use fitz_rules::families::endpoints::TOKEN_IN_QUERY;

use crate::diagnostic::Finding;
use crate::rules::view::View;

/// Names of parameters of a query that carry a secret.
const TOKENS: [&str; 5] = ["token=", "access_token=", "auth_token=", "jwt=", "bearer="];

pub(super) fn check(view: &View<'_>, found: &mut Vec<Finding>) {
    let (Some((function, _)), Some(doc)) = (view.handler(), view.item.doc(view.db)) else { return };
    let named = doc.split(['?', '&']).skip(1).find_map(|query| TOKENS.iter().find(|name| query.starts_with(**name)));
    if let Some(name) = named {
        let message = format!("The comment tells clients to send `{name}…` in the query, which no provider sees.");
        found
            .push(Finding::new(&TOKEN_IN_QUERY, function.name.range, message).hint(
                "Tell them to use the header `Authorization`, or in a browser the subprotocol `bearer.<token>`.",
            ));
    }
}
