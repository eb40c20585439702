//! Names of lifetimes.

use ra_ap_syntax::{
    AstNode, SyntaxKind,
    ast::{self, HasGenericParams},
};

use super::{Outline, span, span_of};
use crate::facts::Span;

/// A lifetime as it is named at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lifetime {
    /// With the apostrophe.
    pub name: String,
    /// Its declaration among generic parameters; the place itself for those that nothing declares, as `'static`.
    pub declared: Span,
}

impl Outline {
    /// The lifetime that is named at an offset. Labels of loops are none.
    pub fn lifetime(&self, offset: u32) -> Option<Lifetime> {
        let tokens = self.root.token_at_offset(offset.min(self.end()).into());
        let token = tokens
            .into_iter()
            .find(|it| it.kind() == SyntaxKind::LIFETIME_IDENT)?;
        let named = ast::Lifetime::cast(token.parent()?)?;
        let around = named.syntax().parent()?.kind();
        let label = [
            SyntaxKind::LABEL,
            SyntaxKind::BREAK_EXPR,
            SyntaxKind::CONTINUE_EXPR,
        ];
        if label.contains(&around) {
            return None;
        }
        let name = token.text().to_owned();
        let items = named
            .syntax()
            .ancestors()
            .filter_map(ast::AnyHasGenericParams::cast);
        let mut declared = items.filter_map(|item| {
            let list = item.generic_param_list()?;
            let mut parameters = list.lifetime_params();
            parameters.find_map(|it| it.lifetime().filter(|it| it.text() == name.as_str()))
        });
        let declared = declared.next().map(|it| span_of(&it));
        Some(Lifetime {
            declared: declared.unwrap_or(span(token.text_range())),
            name,
        })
    }

    fn end(&self) -> u32 {
        self.root.text_range().end().into()
    }
}
