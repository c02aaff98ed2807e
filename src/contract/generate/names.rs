//! What a value is probably about, by the name that it has.
//!
//! Only where the schema leaves a value open does its name decide; what comes out is checked like anything else.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::contract::generate::number::Wish;
use crate::contract::generate::scene::Scene;

type Text = fn(&Scene) -> String;

/// Texts by the last words of a name; the longest that fits counts.
const TEXTS: &[(&str, Text)] = &[
    ("email, e mail, mail, email address, mail address", Scene::email),
    ("first name, firstname, given name, forename, fname", Scene::first_name),
    ("last name, lastname, family name, surname, lname", Scene::last_name),
    ("full name, display name, fullname, real name, contact name, customer name, person name", Scene::full_name),
    ("author, owner, assignee, contact, recipient, sender, created by, updated by, modified by", Scene::full_name),
    ("user name, username, login, nickname, nick, handle, screen name", Scene::user_name),
    ("password, passwd, passphrase", |_| "correct-Horse7-battery".into()),
    ("phone, telephone, mobile, fax, tel, cell, phone number, mobile number, fax number", Scene::phone),
    ("company, organization, organisation, employer, vendor, supplier, manufacturer, brand", Scene::company),
    ("company name, organization name, organisation name, vendor name, supplier name, business name", Scene::company),
    ("street, street address, address line, address line1, line1, address1, address line 1", Scene::street),
    ("line2, address2, address line2, address line 2", |scene| format!("Floor {}", scene.number % 9 + 1)),
    ("address, full address, postal address, location", Scene::address),
    ("city, town, locality, city name", Scene::city),
    ("state, region, province, county, state name, region name", Scene::region),
    ("country, country name", Scene::country),
    ("country code, countrycode, iso country", Scene::country_code),
    ("zip, zipcode, zip code, postcode, postal code, post code, postalcode", Scene::zip),
    ("latitude, lat", |scene| degrees(scene.latitude())),
    ("longitude, lng, lon, long", |scene| degrees(scene.longitude())),
    ("time zone, timezone, tz", Scene::time_zone),
    ("locale, language code, culture", Scene::locale),
    ("language, lang", Scene::language),
    ("currency, currency code, iso currency", Scene::currency),
    ("url, uri, link, href, website, homepage, web site, site, domain url, html url", |scene| {
        format!("https://example.com/{}", scene.slug())
    }),
    ("image, avatar, picture, photo, thumbnail, icon, logo, image url, avatar url, thumbnail url, icon url", |scene| {
        format!("https://example.com/images/{}.png", scene.slug())
    }),
    ("webhook, webhook url, callback url, callback, redirect uri, redirect url", |_| {
        "https://example.com/callback".into()
    }),
    ("domain, host, hostname, host name, domain name, server", |_| "www.example.com".into()),
    ("ip, ip address, ipaddress, remote addr", |scene| format!("192.0.2.{}", scene.number % 250 + 1)),
    ("mac, mac address", |scene| format!("00:00:5e:00:53:{:02x}", scene.number % 256)),
    ("user agent, useragent, browser", |_| "Mozilla/5.0 (X11; Linux x86_64) ExampleBrowser/1.0".into()),
    ("file name, filename, file, attachment, document", |scene| format!("{}.pdf", scene.slug())),
    ("path, file path, filepath, directory, folder", |scene| format!("/{}/{}.txt", scene.language(), scene.slug())),
    ("mime type, content type, media type, mimetype", |_| "application/pdf".into()),
    ("title, subject, headline, label, caption, heading, name", Scene::title),
    ("slug, alias, permalink", Scene::slug),
    ("description, summary, comment, note, notes, remarks, bio, about, text, content, body, details", Scene::sentence),
    ("message, error message, reason, detail, error description", Scene::sentence),
    ("colour, color, background color, background colour", |scene| {
        ["#1f6feb", "#2da44e", "#bf3989", "#9a6700"][scene.number as usize % 4].into()
    }),
    ("created, created at, created on, creation date, createdat, inserted at", |scene| moment(scene, 1)),
    ("updated, updated at, updated on, modified, modified at, last modified, changed at", |scene| moment(scene, 3)),
    ("start time, started at, starts at, timestamp, published at, date time, datetime", |scene| moment(scene, 2)),
    ("end time, ended at, ends at, finished at, expires at, deleted at, expiry, expiration", |scene| moment(scene, 9)),
    ("date, day, start date, from date, issue date, order date, invoice date", |scene| day(scene, 2026, 2)),
    ("end date, due date, to date, expiry date, expiration date, valid until", |scene| day(scene, 2026, 9)),
    ("birthday, birth date, birthdate, date of birth, dob", |scene| day(scene, 1960 + scene.number % 45, 5)),
    ("time, time of day", |scene| format!("{:02}:{:02}:00", scene.number % 24, scene.number % 60)),
    ("year", |_| "2026".into()),
    ("uuid, guid, correlation id, request id, trace id", uuid),
    ("id, identifier, ref, reference", |scene| scene.number.to_string()),
    ("sku, product code, item code, article number, part number", |scene| format!("SKU-{:05}", scene.number)),
    ("order number, invoice number, order no, invoice no", |scene| format!("2026-{:05}", scene.number)),
    ("number, no", |scene| (10_000 + scene.number).to_string()),
    ("iban", |_| "GB82WEST12345698765432".into()),
    ("vat, vat number, vat id, tax id", |scene| format!("{}{:09}", scene.country_code(), 100_000_000 + scene.number)),
    ("card number, credit card", |_| "4111111111111111".into()),
    ("price, amount, total, subtotal, cost, balance, fee, tax", |scene| {
        format!("{}.{:02}", scene.number % 500 + 1, scene.number % 100)
    }),
    ("version, app version, api version", |scene| format!("1.{}.{}", scene.number % 10, scene.number % 7)),
    ("gender, sex", |scene| ["female", "male"][scene.number as usize % 2].into()),
    ("job title, position, occupation, profession", |_| "Engineer".into()),
    ("department", |_| "Research".into()),
    ("token, access token, api key, apikey, secret, secret key, refresh token, session token", |scene| {
        format!("example-{:08x}", scene.number.wrapping_mul(2_654_435_761))
    }),
    ("hash, sha, checksum, digest, sha1, commit", |scene| format!("{:040x}", u128::from(scene.number) << 64 | 0x5eed)),
    ("cursor, next cursor, page token, next page token", |scene| format!("page-{}", scene.number % 9 + 2)),
    ("tag, keyword, category, kind, group", |scene| scene.slug()),
    ("code", |scene| format!("C{:04}", scene.number)),
    ("status", |_| "active".into()),
    ("type", |_| "standard".into()),
];

/// What a number probably is.
#[derive(Clone, Copy, Debug)]
enum Number {
    Among(Wish),
    Latitude,
    Longitude,
}

/// Numbers by the last words of a name, with how many decimals they have and from where to where they go, in units of
/// the last decimal.
const NUMBERS: &[(&str, Number)] = &[
    ("price, amount, cost, fee, balance, unit price, value, payment, salary, budget, revenue", among(2, 100, 50_000)),
    ("total, subtotal, grand total, sum", among(2, 1_000, 100_000)),
    ("tax, discount, shipping, vat", among(2, 100, 2_000)),
    ("rate, ratio, probability, confidence, factor, fraction", among(2, 1, 99)),
    ("percent, percentage, progress", among(0, 1, 99)),
    ("rating, stars", among(0, 1, 5)),
    ("score", among(0, 1, 100)),
    ("quantity, qty, pieces", among(0, 1, 9)),
    ("count, total count, total results, items, total items, number of items", among(0, 1, 50)),
    ("age", among(0, 21, 68)),
    ("year", among(0, 2020, 2026)),
    ("month", among(0, 1, 12)),
    ("day", among(0, 1, 28)),
    ("hour, hours", among(0, 0, 23)),
    ("minute, minutes, second, seconds", among(0, 0, 59)),
    (
        "timestamp, created, updated, created at, updated at, expires at, time, date",
        among(0, 1_767_225_600, 1_789_000_000),
    ),
    ("duration ms, duration millis, duration in ms, elapsed ms", among(0, 1_000, 300_000)),
    ("duration, elapsed, timeout, ttl, expires in, interval", among(0, 10, 3_600)),
    ("page, page number, current page", among(0, 1, 3)),
    ("pages, total pages, page count, last page", among(0, 3, 9)),
    ("limit, per page, page size, pagesize, max results", among(0, 20, 20)),
    ("offset, skip, start", among(0, 0, 0)),
    ("index, position, order, rank, priority, level, sort order, sequence", among(0, 1, 9)),
    ("latitude, lat", Number::Latitude),
    ("longitude, lng, lon, long", Number::Longitude),
    ("altitude, elevation", among(0, 0, 2_000)),
    ("width, height", among(0, 320, 1_280)),
    ("depth, length, distance, radius", among(0, 1, 100)),
    ("weight", among(2, 10, 5_000)),
    ("temperature", among(1, -50, 350)),
    ("size, bytes, file size, content length", among(0, 1_024, 1_048_576)),
    ("port", among(0, 8_000, 8_999)),
    ("status, status code, http status", among(0, 200, 200)),
    ("code, error code", among(0, 100, 999)),
    ("version", among(0, 1, 9)),
    ("id", among(0, 1, 9_999)),
];

const fn among(decimals: u8, low: i64, high: i64) -> Number {
    Number::Among(Wish { low, high, decimals })
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'n> {
    /// Its own name; empty where it has none.
    pub own: &'n str,
    /// What the thing it belongs to is called.
    pub around: &'n str,
}

/// A text for a name; `None` for one that says nothing.
pub fn text(names: Names<'_>, scene: &Scene) -> Option<String> {
    let words = words(names.own);
    if words == "value" && is_money(names.around) {
        return find(&BY_TEXT, "amount").map(|text| text(scene));
    }
    if is_links(names.around) && LINKS.contains(&words.as_str()) {
        return find(&BY_TEXT, "link").map(|text| text(scene));
    }
    if words == "name" && is_person(names.around) {
        return Some(scene.full_name());
    }
    if words == "name" && !names.around.is_empty() {
        let owned = format!("{} name", self::words(names.around));
        return find(&BY_TEXT, &owned).map(|text| text(scene));
    }
    find(&BY_TEXT, &words).map(|text| text(scene))
}

/// Which numbers look right for a name; any small ones for a name that says nothing.
pub fn wish(names: Names<'_>, scene: &Scene, whole_numbers: bool) -> Wish {
    let fallback = if whole_numbers { among(0, 1, 100) } else { among(2, 100, 10_000) };
    let exactly = |degrees: i32| Wish { low: degrees.into(), high: degrees.into(), decimals: 4 };
    match find(&BY_NUMBER, &words(names.own)).copied().unwrap_or(fallback) {
        Number::Among(wish) => wish,
        Number::Latitude => exactly(scene.latitude()),
        Number::Longitude => exactly(scene.longitude()),
    }
}

fn degrees(ten_thousandths: i32) -> String {
    let sign = if ten_thousandths < 0 { "-" } else { "" };
    let digits = ten_thousandths.unsigned_abs();
    format!("{sign}{}.{:04}", digits / 10_000, digits % 10_000)
}

/// Day and time in a month of 2026.
pub fn moment(scene: &Scene, month: u32) -> String {
    let minutes = scene.number.wrapping_mul(month) % 1_440;
    format!("{}T{:02}:{:02}:00Z", day(scene, 2026, month), minutes / 60, minutes % 60)
}

fn day(scene: &Scene, year: u32, month: u32) -> String {
    format!("{year}-{month:02}-{:02}", scene.number.wrapping_mul(month) % 28 + 1)
}

/// A version 4 UUID.
pub fn uuid(scene: &Scene) -> String {
    let mut rng = fastrand::Rng::with_seed(scene.number.into());
    let (a, b) = (rng.u64(..), rng.u64(..));
    let (low, middle, high) = (a >> 32, (a >> 16) & 0xffff, a & 0xfff);
    format!("{low:08x}-{middle:04x}-4{high:03x}-8{:03x}-{:012x}", (b >> 48) & 0xfff, b & 0xffff_ffff_ffff)
}

static BY_TEXT: LazyLock<HashMap<&str, Text>> = LazyLock::new(|| by_words(TEXTS));
static BY_NUMBER: LazyLock<HashMap<&str, Number>> = LazyLock::new(|| by_words(NUMBERS));

fn by_words<T: Copy>(table: &'static [(&'static str, T)]) -> HashMap<&'static str, T> {
    table.iter().flat_map(|(names, made)| names.split(", ").map(move |name| (name, *made))).collect()
}

/// The entry for the last words, three of them at most, then two, then one; plurals as their singular.
fn find<'t, T>(table: &'t HashMap<&str, T>, words: &str) -> Option<&'t T> {
    let mut starts: Vec<usize> = words.rmatch_indices(' ').map(|(at, _)| at + 1).take(3).collect();
    if starts.len() < 3 {
        starts.push(0);
    }
    let singular = |text: &str| text.strip_suffix('s').and_then(|text| table.get(text));
    starts.iter().rev().find_map(|&start| table.get(&words[start..]).or_else(|| singular(&words[start..])))
}

/// What links are called where they stand in an object of their own.
const LINKS: [&str; 7] = ["self", "related", "next", "prev", "previous", "first", "last"];

fn is_links(around: &str) -> bool {
    matches!(words(around).split(' ').next_back(), Some("link" | "links"))
}

fn is_money(around: &str) -> bool {
    const MONEY: &[&str] = &["amount", "balance", "price", "cost", "fee", "total", "money", "cashback"];
    words(around).split(' ').any(|word| MONEY.contains(&word))
}

fn is_person(around: &str) -> bool {
    const PEOPLE: &[&str] = &[
        "user",
        "person",
        "customer",
        "client",
        "contact",
        "author",
        "owner",
        "employee",
        "member",
        "patient",
        "student",
        "teacher",
        "guest",
        "driver",
        "recipient",
        "sender",
        "player",
        "actor",
        "artist",
        "people",
    ];
    let words = words(around);
    words.split(' ').any(|word| PEOPLE.contains(&word) || PEOPLE.contains(&word.trim_end_matches('s')))
}

/// `billingEmail_address` as `billing email address`.
fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for one in name.chars() {
        let breaks = !one.is_alphanumeric() || lower && one.is_uppercase();
        if breaks && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        if one.is_alphanumeric() {
            words.extend(one.to_lowercase());
        }
        lower = one.is_lowercase() || one.is_ascii_digit();
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::{Names, text, wish, words};
    use crate::contract::generate::scene::Scene;

    fn named(own: &str, around: &str) -> Option<String> {
        text(Names { own, around }, &Scene::new(&mut fastrand::Rng::with_seed(7)))
    }

    #[test]
    fn names_are_words_however_they_are_written() {
        for name in ["billingEmailAddress", "billing_email_address", "Billing-Email-Address", "billing.email.address_"]
        {
            assert_eq!(words(name), "billing email address");
        }
    }

    #[test]
    fn the_last_words_of_a_name_decide() {
        let mail = named("email", "").expect("known");
        assert!(mail.ends_with("@example.com"));
        assert_eq!(named("billingEmail", ""), Some(mail.clone()));
        assert_eq!(named("emails", ""), Some(mail));
        assert_ne!(named("country_code", ""), named("country", ""));
        assert_eq!(named("flux", ""), None);
        assert_eq!(named("", ""), None);
    }

    #[test]
    fn a_name_is_that_of_what_it_belongs_to() {
        assert_eq!(named("name", "customer"), named("full_name", ""));
        assert_eq!(named("name", "company"), named("company", ""));
        assert_eq!(named("name", "Product"), named("title", ""));
    }

    #[test]
    fn money_and_links_are_known_by_what_they_belong_to() {
        let price = named("value", "foreignAmount").expect("known");
        assert!(price.parse::<f64>().is_ok(), "{price}");
        assert_eq!(named("value", "header"), None);
        assert!(named("self", "links").expect("known").starts_with("https://"));
        assert_eq!(named("self", "person"), None);
    }

    #[test]
    fn what_stands_in_one_object_fits_together() {
        let first = named("first_name", "").expect("known").to_lowercase();
        assert!(named("email", "").expect("known").starts_with(&first));
        assert!(named("created_at", "") < named("updated_at", ""));
    }

    #[test]
    fn numbers_have_names_too() {
        let named = |own, whole| wish(Names { own, around: "" }, &Scene::new(&mut fastrand::Rng::with_seed(7)), whole);
        assert_eq!(named("unitPrice", false).decimals, 2);
        assert_eq!(named("quantity", true).high, 9);
        assert_eq!(named("birth_year", true).high, 2026);
        assert_eq!(named("flux", true).high, 100);
    }
}
