//! Made-up people, places and things, so that what stands side by side in one object fits together.
//!
//! Domains, addresses and telephone numbers are those that are reserved for examples.

/// Who and what one object is about.
#[derive(Clone, Copy, Debug)]
pub struct Scene {
    person: &'static (&'static str, &'static str),
    town: &'static Town,
    company: &'static str,
    thing: &'static (&'static str, &'static str),
    /// Tells two objects apart.
    pub number: u32,
    /// How far numbers and texts may go beyond what looks best, to differ from others.
    pub spread: u32,
}

#[derive(Debug)]
struct Town {
    city: &'static str,
    region: &'static str,
    country: &'static str,
    code: &'static str,
    zip: &'static str,
    street: &'static str,
    /// In ten-thousandths of a degree.
    latitude: i32,
    longitude: i32,
    zone: &'static str,
    locale: &'static str,
    currency: &'static str,
    calling: &'static str,
}

impl Scene {
    /// One of many.
    pub fn new(rng: &mut fastrand::Rng) -> Scene {
        Scene {
            person: &PEOPLE[rng.usize(..PEOPLE.len())],
            town: &TOWNS[rng.usize(..TOWNS.len())],
            company: COMPANIES[rng.usize(..COMPANIES.len())],
            thing: &THINGS[rng.usize(..THINGS.len())],
            number: rng.u32(1..10_000),
            spread: 0,
        }
    }

    /// `Ada`
    pub fn first_name(&self) -> String {
        self.person.0.into()
    }

    /// `Lovelace`
    pub fn last_name(&self) -> String {
        self.person.1.into()
    }

    /// `Ada Lovelace`
    pub fn full_name(&self) -> String {
        format!("{} {}", self.person.0, self.person.1)
    }

    /// `ada.lovelace`
    pub fn user_name(&self) -> String {
        format!("{}.{}", self.person.0, self.person.1).to_lowercase()
    }

    /// `ada.lovelace@example.com`
    pub fn email(&self) -> String {
        format!("{}@example.com", self.user_name())
    }

    /// `+44 555 0100`
    pub fn phone(&self) -> String {
        format!("+{} 555 01{:02}", self.town.calling, self.number % 100)
    }

    /// `Northwind Traders`
    pub fn company(&self) -> String {
        self.company.into()
    }

    /// `12 Abbey Road`
    pub fn street(&self) -> String {
        format!("{} {}", self.number % 200 + 1, self.town.street)
    }

    /// `12 Abbey Road, NW8 9AY London, United Kingdom`
    pub fn address(&self) -> String {
        format!("{}, {} {}, {}", self.street(), self.town.zip, self.town.city, self.town.country)
    }

    /// `London`
    pub fn city(&self) -> String {
        self.town.city.into()
    }

    /// `Greater London`
    pub fn region(&self) -> String {
        self.town.region.into()
    }

    /// `United Kingdom`
    pub fn country(&self) -> String {
        self.town.country.into()
    }

    /// `GB`
    pub fn country_code(&self) -> String {
        self.town.code.into()
    }

    /// `NW8 9AY`
    pub fn zip(&self) -> String {
        self.town.zip.into()
    }

    /// `515072`, for 51.5072.
    pub fn latitude(&self) -> i32 {
        self.town.latitude
    }

    /// `-1276`, for -0.1276.
    pub fn longitude(&self) -> i32 {
        self.town.longitude
    }

    /// `Europe/London`
    pub fn time_zone(&self) -> String {
        self.town.zone.into()
    }

    /// `en-GB`
    pub fn locale(&self) -> String {
        self.town.locale.into()
    }

    /// `en`
    pub fn language(&self) -> String {
        self.town.locale.split('-').next().unwrap_or("en").into()
    }

    /// `GBP`
    pub fn currency(&self) -> String {
        self.town.currency.into()
    }

    /// `Blue Harbour`
    pub fn title(&self) -> String {
        format!("{} {}", self.thing.0, self.thing.1)
    }

    /// `blue-harbour`
    pub fn slug(&self) -> String {
        format!("{}-{}", self.thing.0, self.thing.1).to_lowercase()
    }

    /// `A blue harbour, as an example.`
    pub fn sentence(&self) -> String {
        format!("A {} {}, as an example.", self.thing.0.to_lowercase(), self.thing.1.to_lowercase())
    }
}

const PEOPLE: [(&str, &str); 12] = [
    ("Ada", "Lovelace"),
    ("Grace", "Hopper"),
    ("Alan", "Turing"),
    ("Katherine", "Johnson"),
    ("Edsger", "Dijkstra"),
    ("Barbara", "Liskov"),
    ("Dennis", "Ritchie"),
    ("Radia", "Perlman"),
    ("Donald", "Knuth"),
    ("Frances", "Allen"),
    ("John", "Backus"),
    ("Margaret", "Hamilton"),
];

const COMPANIES: [&str; 8] = [
    "Northwind Traders",
    "Acme Tools",
    "Blue Yonder Freight",
    "Contoso Foods",
    "Harbour & Sons",
    "Fourth Coffee",
    "Larkspur Books",
    "Summit Cycles",
];

const THINGS: [(&str, &str); 12] = [
    ("Blue", "Harbour"),
    ("Silver", "Kettle"),
    ("Quiet", "Garden"),
    ("Wooden", "Bridge"),
    ("Green", "Lantern"),
    ("Small", "Orchard"),
    ("Bright", "Window"),
    ("Copper", "Bell"),
    ("Gentle", "River"),
    ("Paper", "Boat"),
    ("Red", "Bicycle"),
    ("Round", "Table"),
];

const TOWNS: [Town; 6] = [
    Town {
        city: "London",
        region: "Greater London",
        country: "United Kingdom",
        code: "GB",
        zip: "NW8 9AY",
        street: "Abbey Road",
        latitude: 515_072,
        longitude: -1_276,
        zone: "Europe/London",
        locale: "en-GB",
        currency: "GBP",
        calling: "44",
    },
    Town {
        city: "Lisbon",
        region: "Lisboa",
        country: "Portugal",
        code: "PT",
        zip: "1100-148",
        street: "Rua Augusta",
        latitude: 387_223,
        longitude: -91_393,
        zone: "Europe/Lisbon",
        locale: "pt-PT",
        currency: "EUR",
        calling: "351",
    },
    Town {
        city: "Springfield",
        region: "Illinois",
        country: "United States",
        code: "US",
        zip: "62701",
        street: "Monroe Street",
        latitude: 397_817,
        longitude: -896_501,
        zone: "America/Chicago",
        locale: "en-US",
        currency: "USD",
        calling: "1",
    },
    Town {
        city: "Berlin",
        region: "Berlin",
        country: "Germany",
        code: "DE",
        zip: "10115",
        street: "Invalidenstraße",
        latitude: 525_200,
        longitude: 134_050,
        zone: "Europe/Berlin",
        locale: "de-DE",
        currency: "EUR",
        calling: "49",
    },
    Town {
        city: "Kyoto",
        region: "Kyoto",
        country: "Japan",
        code: "JP",
        zip: "600-8216",
        street: "Karasuma-dori",
        latitude: 350_116,
        longitude: 1_357_681,
        zone: "Asia/Tokyo",
        locale: "ja-JP",
        currency: "JPY",
        calling: "81",
    },
    Town {
        city: "Porto Alegre",
        region: "Rio Grande do Sul",
        country: "Brazil",
        code: "BR",
        zip: "90010-150",
        street: "Rua dos Andradas",
        latitude: -300_346,
        longitude: -512_177,
        zone: "America/Sao_Paulo",
        locale: "pt-BR",
        currency: "BRL",
        calling: "55",
    },
];
