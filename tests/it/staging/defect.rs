//! The planted defects: each changes exactly one behaviour of the good server.

use std::fmt;

/// Which part of the two documentations a defect breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// `PUT /sequences/{sequence-id}/set_current.json`.
    InvoiceXpress,
    /// Authentication of the Perfex API.
    Auth,
    /// `GET /api/custom_fields/{FieldBelongsto}[/{id}]`.
    Values,
    /// `GET /api/invoices/{id}` and `GET /api/contacts/{id}`.
    Record,
    /// `GET /api/invoices/search/{keysearch}` and the same of contacts.
    Search,
    /// `POST`, `PUT` and `DELETE` of the host records.
    Writes,
}

/// One list instead of four that must agree: the variants, [`Defect::ALL`], what they do and what they break.
macro_rules! defects {
    ($($area:ident { $($variant:ident: $what:literal, $breaks:literal;)+ })+) => {
        /// A defect that a copy of the good server has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Defect {
            $($(#[doc = $what] #[doc = concat!("\n\nBreaks ", $breaks)] $variant,)+)+
        }

        impl Defect {
            /// Every defect, in the order of the areas.
            pub(crate) const ALL: &[Self] = &[$($(Self::$variant,)+)+];

            /// The part of the documentation concerned.
            pub(crate) fn area(self) -> Area {
                match self { $($(Self::$variant)|+ => Area::$area,)+ }
            }

            /// What the server does wrong, in one sentence.
            pub(crate) fn what(self) -> &'static str {
                match self { $($(Self::$variant => $what,)+)+ }
            }

            /// The sentence of the documentation that it breaks.
            pub(crate) fn breaks(self) -> &'static str {
                match self { $($(Self::$variant => $breaks,)+)+ }
            }
        }
    };
}

defects! {
    InvoiceXpress {
        SetCurrentAnswersABody: "Answers 200 with the sequence as JSON.", "1.2: 200, documented body empty.";
        SetCurrentAnswers204: "Answers 204 where 200 is documented.", "1.2: 200, the sequence is now the default.";
        SetCurrentAnswers201: "Answers 201 where 200 is documented.", "1.2: 200, the sequence is now the default.";
        MissingKeyAccepted: "Answers 200 when the api_key is missing.", "1.2: 401, api_key missing or wrong.";
        EmptyKeyAccepted: "Answers 200 when the api_key is empty.", "1.2: 401, api_key missing or wrong.";
        WrongKeyAccepted: "Answers 200 when the api_key is wrong.", "1.2: 401, api_key missing or wrong.";
        BadKeyAnswers403: "Answers 403 where 401 is documented.", "1.2: 401, api_key missing or wrong.";
        BadKeyAnswersABody: "Answers 401 with the body {}.", "1.2: 401, documented body empty.";
        KeyNotDecoded: "Compares the api_key without decoding it.", "1.1: api_key must be percent-encoded.";
        UnknownSequenceAccepted: "Answers 200 for an unknown sequence.", "1.2: 404, no such sequence.";
        UnknownSequenceAnswersABody: "Answers 404 with a JSON error.", "1.2: 404, documented body empty.";
        UnknownSequenceAnswersHtml: "Answers 404 with an HTML page.", "1.2: 404, documented body empty.";
        UnknownSequenceAnswers500: "Answers 500 for an unknown sequence.", "1.2: 404, no such sequence.";
        NonIntegerSequenceAccepted: "Answers 200 for a non-integer id.", "1.2: 422, some parameters incorrect.";
        NonIntegerSequenceAnswersABody: "Answers 422 with a JSON error.", "1.2: 422, documented body empty.";
        NonIntegerSequenceAnswers500: "Answers 500 for a non-integer id.", "1.2: 422, some parameters incorrect.";
        SequenceLookedUpBeforeKey: "Answers 404 for an unknown id and a bad key.", "A10: 401 first.";
        RepetitionRefused: "Answers 422 when the sequence is the default already.", "1.2: repeating is harmless.";
        MultipartRefused: "Answers 500 to the documented multipart content type.", "A4: accept multipart, JSON or none.";
        JsonRefused: "Answers 422 to the JSON content type.", "A4: accept multipart, JSON or none.";
    }
    Auth {
        MissingTokenAccepted: "Answers custom fields without a token.", "2.1: missing token, error envelope.";
        WrongTokenAccepted: "Answers custom fields for a wrong token.", "2.1: bad token, error envelope.";
        RecordWithoutToken: "Answers GET /api/invoices/{id} without a token.", "2.1: auth applies to every call.";
        SearchWithoutToken: "Answers an invoice search without a token.", "2.1: auth applies to every call.";
        WriteWithoutToken: "Takes writes without a token.", "2.1: auth applies to every call.";
        AuthFailureWithoutMessage: "Leaves message out of the 401 envelope.", "2.1: {\"status\":false,\"message\":...}.";
        AuthFailureStatusText: "Sends status as the text \"false\" in the 401 envelope.", "2.9.1: a native boolean.";
        AuthFailureStatusTrue: "Sends status true in the 401 envelope.", "2.1: {\"status\":false,\"message\":...}.";
        AuthFailureAnswers403: "Answers 403 to a bad token.", "B17: 401 or 404 on auth failure.";
        AuthFailureAnswers200: "Answers the error envelope with 200.", "B17: 401 or 404 on auth failure.";
    }
    Values {
        FieldIdNumber: "Sends custom_field_id as a number.", "3.5: custom_field_id is a string.";
        FieldIdZeroPadded: "Sends custom_field_id and the id in field_name as 01.", "3.5: `^[1-9]\\d*$`.";
        EntryLabelMissing: "Leaves label out of the textarea entry.", "3.5: label is required.";
        EntryExtraKey: "Adds the key slug to every entry.", "3.5: the seven keys of an entry.";
        EntryMissing: "Leaves the last field out.", "3.4: ten entries.";
        EntryTwice: "Lists the first field twice.", "3: the values list has 10 entries.";
        EntriesSwapped: "Lists the second field before the first.", "2.3: ordered by field_order.";
        EntryKeyTwice: "Writes the key label twice in an entry's JSON text.", "3.5: the seven keys of an entry.";
        OptionsNative: "Sends options as a JSON array.", "3.5: options is JSON text in a string.";
        OptionsMissing: "Leaves options out of the select entry.", "4: options for select, multiselect, checkbox.";
        OptionsOnInput: "Adds options to the input entry.", "4: options exactly for select, multiselect, checkbox.";
        OptionsNull: "Sends options as null where they do not apply.", "3.5: the key is absent (not null).";
        OptionsPlainText: "Sends options as comma-separated text.", "3.5: options is JSON text of an array.";
        ValueNull: "Sends the textarea value as null.", "3.5: value is always a string.";
        ValueNumber: "Sends the value of the number field as a number.", "2.9.1: every scalar is a string.";
        ValueNative: "Sends list values as JSON arrays.", "2.9.2: JSON inside strings.";
        ValueEncodedTwice: "Encodes list values twice.", "3.5: JSON text of an array of strings.";
        ValuePlainText: "Sends list values as in the record view.", "2.5: a JSON array in a string.";
        ValueSpaceLost: "Trims the elements of list values.", "2.5: second and later elements start with a space.";
        ValueOutsideOptions: "Sends a select value that is no option.", "4: every element of value is in options.";
        ValueColourName: "Sends the colour as a name.", "3.5: `^#[0-9a-fA-F]{6}$`.";
        ValueDateLocal: "Sends the date as d/m/Y.", "2.9.6: YYYY-MM-DD.";
        ValueDatetimeIso: "Sends the time as RFC 3339.", "2.9.6: YYYY-MM-DD HH:MM:SS, no zone.";
        ValueNotTheSample: "Answers 13 as invoice 1's number.", "2.3 and S-B: the sample's value \"12\".";
        SelectHoldsTwo: "Adds a second element to the select value.", "2.5: a JSON array in a string, one element.";
        TypeRadio: "Calls the select type radio.", "2.5: there is no radio type.";
        TypesSwapped: "Swaps the types of multiselect and checkbox.", "B3: 5 is multiselect, 6 is checkbox.";
        RequiredBoolean: "Sends required as a boolean.", "3.5: `^[01]$`.";
        FieldNameOtherId: "Puts another id into field_name.", "4: field_name embeds custom_field_id.";
        FieldNameOtherType: "Puts customers into field_name.", "3.5: bracket 1 is FieldBelongsto.";
        ContactFieldNameInvoice: "Puts invoice into the field_name of contacts.", "3.5: bracket 1 is FieldBelongsto.";
        ContactEntryTypeMissing: "Leaves type out of contacts' entries.", "3.5: type is required.";
        ContactValueNative: "Sends list values of contacts as JSON arrays.", "2.9.2: JSON inside strings.";
        ValuesObject: "Wraps the array into an object.", "B9: the success type is an array.";
        ValuesHtml: "Sends the values as text/html.", "2.1: response content type application/json.";
        ValuesTruncated: "Cuts the last byte of the body.", "2.3: 200, a JSON array.";
        TypeViewHoldsValues: "Answers values without an id.", "2.3: without it values come back empty.";
        TypeViewNotFound: "Answers 404 without an id.", "2.3: id is optional.";
        TypeViewUnsetList: "Answers an unset list field as [].", "2.5: unset reads [\"\"], not [] and not null.";
        UnknownTypeAccepted: "Answers [] for an unknown type.", "2.3: 404, type not in the list.";
        UnknownTypeAnswers400: "Answers 400 for an unknown type.", "2.3: 404, type not in the list.";
        UnknownTypeWithoutMessage: "Leaves message out for an unknown type.", "2.3: status and message.";
        TypeCaseIgnored: "Accepts Invoice for invoice.", "2.4: the check is case-sensitive.";
        CreditNoteRejected: "Calls credit_note an unknown type.", "2.4: credit_note is accepted.";
        UnknownRecordAnswers500: "Answers 500 for an unknown record.", "2.3: 404, no data.";
        UnknownRecordLeaks: "Answers record 1's values for an unknown record.", "B8: 404, or empty values.";
        UnknownRecordErrorKey: "Names the text of the 404 error, not message.", "2.3: status and message.";
    }
    Record {
        TotalNumber: "Sends total as a number.", "3.1: total is a string.";
        SentBoolean: "Sends sent as a boolean.", "2.9.1: flags are strings.";
        RecordKeyMissing: "Leaves recurring_type out.", "3.1: 69 keys.";
        RecordKeyExtra: "Adds the key internal_note.", "3.1: 69 keys.";
        RecordInArray: "Wraps the invoice into an array.", "2.8: 200, object.";
        NumberFormatNull: "Sends number_format as null.", "3.1: number_format is not nullable.";
        AttachmentsFoundText: "Sends visible_attachments_to_customer_found as \"false\".", "2.9.1: the native boolean.";
        HashShort: "Cuts the hash to 31 digits.", "3.1: `^[0-9a-f]{32}$`.";
        HashUpperCase: "Sends the hash in upper case.", "3.1: `^[0-9a-f]{32}$`.";
        StatusOutOfRange: "Sends status 7.", "3.1: enum string \"1\"..\"6\".";
        DatecreatedIso: "Sends datecreated as RFC 3339.", "2.9.6: YYYY-MM-DD HH:MM:SS, no zone.";
        SubtotalOneDecimal: "Sends subtotal with one decimal.", "3.1: `^-?\\d+\\.\\d{2}$`.";
        SubtotalNotTheSum: "Adds 5.00 to subtotal, total and total_left_to_pay.", "4: sum(qty x rate) = subtotal.";
        TotalsDisagree: "Adds 5.00 to total_tax alone.", "4: total = subtotal - discount_total + total_tax + adjustment.";
        LeftToPayWrong: "Adds 5.00 to total_left_to_pay.", "4: total_left_to_pay = total - payments.";
        CurrencyidDiffers: "Sends another currencyid.", "4: currencyid = currency.";
        CurrencyNameDiffers: "Sends another currency_name.", "4: currency_name = name.";
        DuedateBeforeDate: "Sends a duedate before the date.", "4: duedate >= date.";
        PaymentModesJson: "Sends allowed_payment_modes as JSON.", "2.9.3: PHP serialisation.";
        PaymentModesCount: "Announces one payment mode too many.", "4: indexes 0..n-1.";
        PaymentsNull: "Sends payments as null.", "3.1: payments is a non-null array.";
        ItemRelIdDiffers: "Sends another rel_id in the items.", "4: items[].rel_id = id.";
        ItemRelTypeDiffers: "Sends rel_type estimate.", "4: rel_type = \"invoice\".";
        ItemOrderFromZero: "Counts item_order from 0.", "4: item_order = 1..n.";
        ItemQtyNumber: "Sends qty as a number.", "3.2: qty is a string.";
        ItemCustomfieldsMissing: "Leaves customfields out of the items.", "3.2: 10 keys.";
        ClientUseridDiffers: "Sends another client.userid.", "4: client.userid = clientid.";
        ClientKeyMissing: "Leaves stripe_id out of the client.", "3.3: 31 keys.";
        ClientCountryNull: "Sends client.country as null.", "3.3: country is not nullable.";
        CustomfieldsMissing: "Leaves customfields out.", "3.1: customfields, array of customfield.";
        CustomfieldsSpelling: "Spells the key custom_fields.", "2.9.11: the response says customfields.";
        CustomfieldExtraKey: "Adds type to the customfields.", "3.4: exactly these two keys.";
        CustomfieldValueNull: "Sends the textarea's value as null.", "3.4: value is not nullable.";
        CustomfieldLabelDiffers: "Names Input 1 otherwise than the values view.", "4: labels identical.";
        CustomfieldsSwapped: "Lists the second customfield before the first.", "2.9.10: joined by label and position.";
        CustomfieldListJson: "Sends list values as in the values view.", "2.5: \"Option 1, Option 2\".";
        CustomfieldListNoSpace: "Joins list values by a comma without a space.", "2.5: \"Option 1, Option 2\".";
        RecordNotTheSample: "Answers the values view's number in invoice 1's record.", "S-B: the sample's value \"10\".";
        UnknownInvoiceAnswersNull: "Answers 200 and null for an unknown invoice.", "2.8: 404.";
        UnknownInvoiceWithoutStatus: "Leaves status out for an unknown invoice.", "2.8: {\"status\":false,...}.";
        ContactCustomfieldsMissing: "Leaves customfields out of contacts.", "2.2: combined in each endpoint.";
        ContactCustomfieldValueMissing: "Leaves value out of contacts' customfields.", "3.4: exactly these two keys.";
    }
    Search {
        SearchObject: "Answers the first row alone.", "B14: array.";
        SearchKeyMissing: "Leaves leadid out.", "3.6: 74 keys.";
        SearchExtraKey: "Adds currency_name.", "3.6: currency_name is only in GET one.";
        SearchNumbers: "Sends id and total as numbers.", "2.9.1: every scalar is a string.";
        SearchInvoiceColumns: "Lets the invoice's columns win over the client's.", "3.6: the search value is the client's (12).";
        SearchDatecreatedInvoice: "Lets only the invoice's datecreated win.", "3.6: both rows show client.datecreated.";
        SearchInvoiceidDiffers: "Sends another invoiceid.", "4: invoiceid = id.";
        SearchUseridDiffers: "Sends another userid.", "4: userid = clientid.";
        SearchHashDiffers: "Sends another hash than GET one.", "4: hash equal in GET and search.";
        SearchTotalDiffers: "Sends another total than GET one.", "3.6: shared keys are equal but for the 12.";
        SearchCustomfieldsMissing: "Leaves customfields out.", "3.6: custom fields of the invoice.";
        SearchCustomfieldsEmpty: "Sends customfields as [].", "3.6: custom fields of the invoice.";
        SearchCustomfieldLabels: "Names Input 1 otherwise than the record view.", "4: labels identical.";
        SearchLosesNewest: "Leaves the newest match out.", "2.8: array of the matches.";
        SearchIgnoresNumber: "Does not search numbers.", "2.8: number match.";
        SearchIgnoresCustomFields: "Does not search custom field values.", "2.8: on custom field values.";
        SearchEmptyAnswers200: "Answers 200 and [] without a match.", "2.8: 404.";
        SearchAscending: "Sorts by ascending number.", "3.6: sorted by number descending.";
        ContactSearchCustomfieldsMissing: "Leaves customfields out of contact rows.", "2.2: combined in each endpoint.";
        ContactSearchObject: "Answers the first contact alone.", "B14: array.";
    }
    Writes {
        PostLosesCustomFields: "Creates the invoice without its custom fields.", "2.6: add through POST.";
        PostKeepsFirstOfList: "Stores the first element of lists.", "2.5: joined with \", \".";
        PostJoinsWithoutSpace: "Joins lists by a comma alone.", "2.5: joined with \", \".";
        PostLosesItemFields: "Creates items without their custom fields.", "2.6: newitems[0][custom_fields][items][ID].";
        PostManglesUnicode: "Stores ? for characters beyond ASCII.", "2.5: input value, text.";
        PostAnswers201: "Answers 201.", "2.8: 200.";
        PostAnswers500: "Stores the invoice but answers 500.", "2.8: 200.";
        PostWithoutMessage: "Leaves message out.", "2.1: {\"status\":true,\"message\":\"...\"}.";
        PostStatusNumber: "Sends status as 1.", "2.1: {\"status\":true,\"message\":\"...\"}.";
        PostIncompleteAccepted: "Accepts an invoice without required fields.", "2.8: required on POST.";
        PostIncompleteAnswers500: "Answers 500 without required fields.", "2.8: 404, validation envelope.";
        PostIncompleteWithoutError: "Leaves error out of the validation envelope.", "2.1: status, error, message.";
        DuplicateNumberAccepted: "Accepts a number that is in use.", "2.8: duplicate number.";
        PutLost: "Answers 200 but stores nothing.", "2.6: update through PUT.";
        PutLosesLists: "Does not store lists.", "2.6: \"5\":[\"Option 1\",\"Option 2\"].";
        PutKeepsFirstOfList: "Stores the first element of lists.", "2.5: joined with \", \".";
        PutClobbersOthers: "Empties the fields that were not sent.", "2.7: updating a particular value.";
        PutReachesOtherRecord: "Writes the values into another invoice, too.", "2.6: update of one host record.";
        PutAnswers201: "Answers 201.", "2.8: 200.";
        PutAnswers500: "Stores the values but answers 500.", "2.8: 200.";
        PutStatusText: "Sends status as \"true\".", "2.1: {\"status\":true,\"message\":\"...\"}.";
        PutAnswersNothing: "Answers 200 without a body.", "2.1: {\"status\":true,\"message\":\"...\"}.";
        PutUnknownAccepted: "Answers 200 for an unknown invoice.", "2.8: 409, record missing.";
        PutEmptyAccepted: "Answers 200 to an empty body.", "2.6: 406.";
        ClearIgnored: "Keeps the old value when an empty one is sent.", "2.7: clear by an empty string.";
        ClearDropsEntry: "Drops the entry of a cleared field.", "2.6: stored as \"\".";
        ClearAnswersNull: "Answers null for a cleared field.", "3.4: \"\" when unset.";
        ValuesViewStale: "Keeps the old value in the values view after PUT.", "2.5: same stored value.";
        RecordViewStale: "Keeps the old value in the record view after PUT.", "2.5: same stored value.";
        SearchViewStale: "Keeps the old value in the search view after PUT.", "2.5: same stored value.";
        DeleteKeepsRecord: "Answers 200 but keeps the invoice.", "2.7: DELETE on the host record.";
        DeleteKeepsValues: "Keeps the values of a deleted invoice.", "2.7: deleting the host record removes its values.";
        DeleteAnswers500: "Deletes but answers 500.", "2.7: 200.";
        DeleteAnswers204: "Deletes but answers 204.", "2.7: 200 {\"status\":true,...}.";
        DeleteUnknownAccepted: "Answers 200 for an unknown invoice.", "2.7: 404.";
        ContactPostLosesCustomFields: "Creates the contact without its custom fields.", "2.6: add through POST.";
        ContactPostKeepsFirstOfList: "Stores the first element of contacts' lists.", "2.5: joined with \", \".";
        ContactPutLost: "Answers 200 but stores nothing for contacts.", "2.6: update through PUT.";
        ContactPutClobbersOthers: "Empties contacts' fields that were not sent.", "2.7: updating a particular value.";
        ContactClearIgnored: "Keeps contacts' old value when an empty one is sent.", "2.7: clear by an empty string.";
        ContactValuesViewStale: "Keeps contacts' old value in the values view.", "2.5: same stored value.";
        ContactRecordViewStale: "Keeps contacts' old value in the record view.", "2.5: same stored value.";
        ContactDeleteKeepsRecord: "Answers 200 but keeps the contact.", "2.7: DELETE on the host record.";
        ContactDeleteKeepsValues: "Keeps the values of a deleted contact.", "2.7: deleting removes the values.";
    }
}

impl Defect {
    /// The defect of this name, as [`fmt::Display`] writes it.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|defect| defect.to_string() == name)
    }
}

/// The variant's name in kebab case.
impl fmt::Display for Defect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        kebab_case(&format!("{self:?}")).fmt(formatter)
    }
}

/// `PostAnswers201` as `post-answers-201`.
pub(super) fn kebab_case(name: &str) -> String {
    let mut kebab = String::new();
    let mut after_digit = false;
    for character in name.chars() {
        let starts_word = character.is_ascii_uppercase() || (character.is_ascii_digit() && !after_digit);
        if starts_word && !kebab.is_empty() {
            kebab.push('-');
        }
        after_digit = character.is_ascii_digit();
        kebab.push(character.to_ascii_lowercase());
    }
    kebab
}
