//! Parsing XML within limits: what a file can say must not cost more than reading it.

use roxmltree::{Document, Error, ParsingOptions};

/// Most nodes of a document.
const MOST_NODES: u32 = 2_000_000;
/// Most attributes of one element: the parser compares each with all others. Elements of OME-XML have up to thirty.
const MOST_ATTRIBUTES: usize = 256;
/// Most different namespace prefixes: the parser keeps, with each element, all that are in scope. OME-XML has a handful.
const MOST_PREFIXES: usize = 64;
/// Longest prefix, with the colon in front of it.
const LONGEST_PREFIX: usize = 128;

/// Why a text could not be parsed.
#[derive(Debug)]
pub(super) enum XmlError {
    /// It is more than is read: what there is too much of.
    Limit(String),
    /// It is not well-formed, or has a document type declaration, which can hold bombs and is not read.
    Parser(Error),
}

impl std::fmt::Display for XmlError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Limit(what) => f.write_str(what),
            Self::Parser(error) => error.fmt(f),
        }
    }
}

/// Parses XML.
pub(super) fn parse_xml(xml: &str) -> Result<Document<'_>, XmlError> {
    if has_more_attributes(xml, MOST_ATTRIBUTES) {
        return Err(XmlError::Limit(format!("an element has more than {MOST_ATTRIBUTES} attributes")));
    }
    if has_more_prefixes(xml, MOST_PREFIXES) {
        return Err(XmlError::Limit(format!("it has more than {MOST_PREFIXES} namespace prefixes, or a very long one")));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(xml, options).map_err(|error| match error {
        Error::NodesLimitReached => XmlError::Limit(format!("it has more than {MOST_NODES} nodes")),
        Error::AttributesLimitReached | Error::NamespacesLimitReached => XmlError::Limit(error.to_string()),
        _ => XmlError::Parser(error),
    })
}

/// Whether an element has more attributes than that, by the quoted values in its tag. In what is not well-formed, and is
/// refused behind this, more may be counted than there are.
fn has_more_attributes(xml: &str, most: usize) -> bool {
    let mut rest = xml;
    // Ends: every turn takes a `<` off the rest.
    while let Some((_, tag)) = rest.split_once('<') {
        let section = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")].into_iter().find(|(start, _)| tag.starts_with(start));
        rest = match section {
            Some((_, end)) => tag.split_once(end).map_or("", |(_, rest)| rest),
            None => {
                let (values, rest) = quoted_values(tag);
                if values > most {
                    return true;
                }
                rest
            }
        };
    }
    false
}

/// How many quoted values a tag has, and what is behind it.
fn quoted_values(tag: &str) -> (usize, &str) {
    let (mut count, mut rest) = (0usize, tag);
    // Ends: every turn takes a quoted value off the rest.
    while let Some(at) = rest.find(['"', '\'', '>']) {
        let mut behind = rest.get(at..).unwrap_or("").chars();
        let Some(quote) = behind.next().filter(|quote| *quote != '>') else {
            return (count, behind.as_str());
        };
        count = count.saturating_add(1);
        rest = behind.as_str().split_once(quote).map_or("", |(_, rest)| rest);
    }
    (count, "")
}

/// Whether more different prefixes than that are declared anywhere, or one that is longer than any that people write.
fn has_more_prefixes(xml: &str, most: usize) -> bool {
    let mut prefixes: Vec<&[u8]> = Vec::new();
    for (at, declaration) in xml.match_indices("xmlns") {
        let behind = xml.as_bytes().get(at.saturating_add(declaration.len())..).unwrap_or_default();
        let head = behind.get(..LONGEST_PREFIX).unwrap_or(behind);
        let Some(end) = head.iter().position(|byte| *byte == b'=' || byte.is_ascii_whitespace()) else {
            return true;
        };
        let prefix = head.get(..end).unwrap_or_default();
        if !prefixes.contains(&prefix) {
            prefixes.push(prefix);
        }
        if prefixes.len() > most {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_in_tags_and_nowhere_else() {
        let sections = "<!-- <a b='' c=''> --><?xml a='' b='' c=''?><a>b='' c='' d=''<![CDATA[<a b='' c='' d=''>]]></a>";
        assert!(!has_more_attributes(sections, 0));
        for xml in ["<a b='>' c=\"'\"/>", "<a\nb=''\tc=''>", "<!-- --><a b=''/><a b='' c=''/>"] {
            assert!(has_more_attributes(xml, 1) && !has_more_attributes(xml, 2), "{xml}");
        }
        assert!(has_more_attributes("<a b='' c='' d='", 2));
    }

    #[test]
    fn too_much_of_something_is_a_limit_and_no_damage() {
        let attributes: String = (0..300).map(|n| format!(" a{n}=''")).collect();
        let prefixes: String = (0..70).map(|n| format!("<a xmlns:n{n}='u'/>")).collect();
        let long = format!("<OME xmlns:{}='u'/>", "a".repeat(200));
        for xml in [format!("<OME{attributes}/>"), format!("<OME>{prefixes}</OME>"), long] {
            assert!(matches!(parse_xml(&xml), Err(XmlError::Limit(_))), "{xml}");
        }
        let same: String = (0..70).map(|_| "<a xmlns='u'/>").collect();
        assert!(parse_xml(&format!("<OME>{same}</OME>")).is_ok());
        assert!(matches!(parse_xml("<OME>"), Err(XmlError::Parser(_))));
    }
}
