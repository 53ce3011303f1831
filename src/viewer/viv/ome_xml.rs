//! The schema that Viv holds OME-XML against before it opens a file (zod, `OmeSchema` of @vivjs/loaders). What does not pass
//! it keeps the whole file from opening, with a ZodError.

use crate::ome::{Document, Element, PixelsElement, TiffDataProblem};
use crate::viewer::js::js_number;
use crate::viewer::opening::Stopped;

/// What does not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueKind {
    /// Something that has to be there is not.
    Required,
    /// A size that has to be there is not, or is no number.
    Size,
    /// Another attribute is no number.
    Number,
    /// A unit that is not in the list.
    Unit,
    /// A DimensionOrder that is not in the list.
    DimensionOrder,
    /// A Type that is not in the list.
    Type,
    /// A colour that is no whole number.
    Color,
    /// No channel.
    NoChannel,
    /// A TiffData element.
    TiffData,
}

/// One thing that does not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What sort.
    pub kind: IssueKind,
    /// Where, as zod says it: `Image.0.Pixels.attr.SizeT`.
    pub path: String,
    /// The attribute, or the element where it is missing as a whole.
    pub name: &'static str,
    /// The value that is there.
    pub value: String,
    /// What zod says of it.
    pub message: String,
    /// Line and column of the element.
    pub at: (u32, u32),
}

impl Issue {
    /// What the viewer says.
    pub fn says(&self) -> String {
        match self.is_thrown() {
            true => "Not an integer.".to_owned(),
            false => format!("ZodError: {}: {}", self.path, self.message),
        }
    }

    /// Whether it is no issue of the schema, but an error of what is done with a value that passed.
    fn is_thrown(&self) -> bool {
        self.kind == IssueKind::Color && js_number(&self.value).is_some()
    }

    /// Where it is, as an XPath.
    pub fn xpath(&self) -> String {
        let mut path = String::new();
        for part in self.path.split('.') {
            match part.parse::<u32>() {
                Ok(index) => path.push_str(&format!("[{index}]")),
                Err(_) if part == "attr" => {}
                Err(_) => {
                    let attribute = self.path.ends_with(&format!("attr.{part}"));
                    path.push_str(if attribute { "/@" } else { "/" });
                    path.push_str(part);
                }
            }
        }
        path.trim_start_matches('/').to_owned()
    }
}

const ORDERS: &[&str] = &["XYZCT", "XYZTC", "XYCTZ", "XYCZT", "XYTCZ", "XYTZC"];
const TYPES: &[&str] =
    &["int8", "int16", "int32", "uint8", "uint16", "uint32", "float", "bit", "double", "complex", "double-complex"];
const UNITS: &[&str] = &[
    "Ym",
    "Zm",
    "Em",
    "Pm",
    "Tm",
    "Gm",
    "Mm",
    "km",
    "hm",
    "dam",
    "m",
    "dm",
    "cm",
    "mm",
    "\u{b5}m",
    "nm",
    "pm",
    "fm",
    "am",
    "zm",
    "ym",
    "\u{c5}",
    "thou",
    "li",
    "in",
    "ft",
    "yd",
    "mi",
    "ua",
    "ly",
    "pc",
    "pt",
    "pixel",
    "reference frame",
];
/// Issues that are looked for in one document.
const MOST: usize = 64;

/// The schema of which Viv.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// Attributes of TiffData have defaults.
    Defaults,
    /// They have to be there: the one that Vitessce holds.
    Strict,
}

/// Holds a document against the schema of Viv, in the order in which it is gone through there. Names with a prefix are not seen at
/// all; that is left to the rule on prefixes.
pub fn issues(document: &Document) -> Vec<Issue> {
    issues_in(document, Schema::Defaults)
}

/// What is said of a document that does not pass.
pub(super) fn first_issue(document: &Document, schema: Schema) -> Option<Stopped> {
    if !document.images.iter().any(|image| image.element.name == "Image") {
        let message = if document.is_bare { ": Expected object, received string" } else { "Image.0: Required" };
        return Some(Stopped::new("ZodError", message));
    }
    let issues = issues_in(document, schema);
    // This one is thrown at once, and the others are gathered.
    if issues.iter().any(Issue::is_thrown) {
        return Some(Stopped::plain("Not an integer."));
    }
    issues.first().map(|issue| Stopped::new("ZodError", format!("{}: {}", issue.path, issue.message)))
}

fn issues_in(document: &Document, schema: Schema) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (index, image) in document.images.iter().enumerate() {
        if let Some(pixels) = &image.pixels {
            of_pixels(&mut issues, index, pixels, schema);
        }
        let mut of = Of { issues: &mut issues, path: format!("Image.{index}"), element: &image.element };
        if image.pixels.is_none() {
            of.push(IssueKind::Required, "Pixels", "Pixels", "Required");
        }
        of.required("ID");
        if issues.len() > MOST {
            break;
        }
    }
    issues
}

fn of_pixels(issues: &mut Vec<Issue>, image: usize, pixels: &PixelsElement, schema: Schema) {
    let path = format!("Image.{image}.Pixels");
    let mut of = Of { issues: &mut *issues, path: path.clone(), element: &pixels.element };
    if pixels.channel_count == 0 {
        of.push(IssueKind::NoChannel, "Channel.0", "Channel", "Required");
    }
    for (index, channel) in pixels.channels.iter().enumerate().take(MOST) {
        let mut of = Of { issues: &mut *issues, path: format!("{path}.Channel.{index}"), element: channel };
        of.required("ID");
        of.number("SamplesPerPixel", IssueKind::Number, false);
        of.color();
    }
    for (index, problem) in &pixels.tiff_data_problems {
        let mut of = Of { issues: &mut *issues, path: format!("{path}.TiffData.{index}"), element: &pixels.element };
        match problem {
            TiffDataProblem::NotANumber(name) => of.push(IssueKind::TiffData, &format!("attr.{name}"), "TiffData", NAN),
            TiffDataProblem::Without(name) if schema == Schema::Strict => {
                of.push(IssueKind::TiffData, &format!("attr.{name}"), "TiffData", NAN);
            }
            TiffDataProblem::Without(_) => {}
            TiffDataProblem::NoAttributes => of.push(IssueKind::TiffData, "attr", "TiffData", "Required"),
            TiffDataProblem::NoFileName => of.push(IssueKind::TiffData, "UUID.attr", "TiffData", "Required"),
        }
    }
    let mut of = Of { issues, path, element: &pixels.element };
    of.required("ID");
    of.one_of("DimensionOrder", ORDERS, IssueKind::DimensionOrder, true);
    of.one_of("Type", TYPES, IssueKind::Type, true);
    for size in ["SizeT", "SizeC", "SizeZ", "SizeY", "SizeX"] {
        of.number(size, IssueKind::Size, true);
    }
    for number in ["PhysicalSizeX", "PhysicalSizeY", "PhysicalSizeZ", "SignificantBits"] {
        of.number(number, IssueKind::Number, false);
    }
    for unit in ["PhysicalSizeXUnit", "PhysicalSizeYUnit", "PhysicalSizeZUnit"] {
        of.one_of(unit, UNITS, IssueKind::Unit, false);
    }
}

const NAN: &str = "Expected number, received nan";

/// One element, with the list that its issues go to.
struct Of<'a> {
    issues: &'a mut Vec<Issue>,
    path: String,
    element: &'a Element,
}

impl Of<'_> {
    fn push(&mut self, kind: IssueKind, behind: &str, name: &'static str, message: impl Into<String>) {
        let value = self.element.attribute(name).unwrap_or("").to_owned();
        let path = format!("{}.{behind}", self.path);
        let at = (self.element.line, self.element.column);
        self.issues.push(Issue { kind, path, name, value, message: message.into(), at });
    }

    fn required(&mut self, name: &'static str) {
        if self.element.attribute(name).is_none() {
            self.push(IssueKind::Required, &format!("attr.{name}"), name, "Required");
        }
    }

    fn number(&mut self, name: &'static str, kind: IssueKind, required: bool) {
        let bad = self.element.attribute(name).map_or(required, |value| js_number(value).is_none());
        if bad {
            self.push(kind, &format!("attr.{name}"), name, NAN);
        }
    }

    fn one_of(&mut self, name: &'static str, list: &[&str], kind: IssueKind, required: bool) {
        match self.element.attribute(name) {
            None if required => self.push(IssueKind::Required, &format!("attr.{name}"), name, "Required"),
            Some(value) if !list.contains(&value) => {
                let expected: Vec<String> = list.iter().map(|known| format!("'{known}'")).collect();
                let message = format!("Invalid enum value. Expected {}, received '{value}'", expected.join(" | "));
                self.push(kind, &format!("attr.{name}"), name, message);
            }
            _ => {}
        }
    }

    fn color(&mut self) {
        let Some(value) = self.element.attribute("Color") else { return };
        match js_number(value) {
            None => self.push(IssueKind::Color, "attr.Color", "Color", NAN),
            Some(number) if number.fract() != 0.0 || number.is_infinite() => {
                self.push(IssueKind::Color, "attr.Color", "Color", "Not an integer.");
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ome::read_document;

    fn kinds(pixels: &str) -> Vec<(IssueKind, String)> {
        let xml = format!("<OME><Image ID=\"a\"><Pixels {pixels}</Pixels></Image></OME>");
        issues(&read_document(&xml).unwrap()).into_iter().map(|issue| (issue.kind.clone(), issue.xpath())).collect()
    }

    const GOOD: &str = r#"ID="p" DimensionOrder="XYZCT" Type="uint8" SizeX="1" SizeY="1" SizeZ="1" SizeC="1""#;

    #[test]
    fn what_passes_in_viv_passes_here() {
        assert_eq!(kinds(&format!("{GOOD} SizeT=\"1\"><Channel ID=\"c\" Color=\"4294967295\"/><TiffData/>")), []);
    }

    #[test]
    fn what_does_not_pass_is_named_with_its_place() {
        let kinds_of = kinds(&format!(
            "{GOOD} PhysicalSizeXUnit=\"um\"><Channel Color=\"#ff0000\"/><TiffData IFD=\"x\"/><TiffData IFD=\"0\"><UUID>a</UUID></TiffData>"
        ));
        let expected = [
            (IssueKind::Required, "Image[0]/Pixels/Channel[0]/@ID"),
            (IssueKind::Color, "Image[0]/Pixels/Channel[0]/@Color"),
            (IssueKind::TiffData, "Image[0]/Pixels/TiffData[0]/@IFD"),
            (IssueKind::TiffData, "Image[0]/Pixels/TiffData[1]/UUID"),
            (IssueKind::Size, "Image[0]/Pixels/@SizeT"),
            (IssueKind::Unit, "Image[0]/Pixels/@PhysicalSizeXUnit"),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(kind, path)| (kind, path.to_owned())).collect();
        assert_eq!(kinds_of, expected);
        assert_eq!(kinds(&format!("{GOOD} SizeT=\"1\">")), [(IssueKind::NoChannel, "Image[0]/Pixels/Channel[0]".to_owned())]);
    }
}
