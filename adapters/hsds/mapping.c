/* SPDX-License-Identifier: EUPL-1.2 */
#include "mapping.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cell.h"
#include "layout.h"

struct mapper {
    struct hsds_source *source;
    struct arena *arena;  /* the source's */
    struct arena scratch; /* of one service or organisation */
    const char *system;
    struct hsds_listing *listing;
    struct hsds_index organizations, services, locations, terms; /* by id; the others by what they belong to */
    struct hsds_index locations_of_organization, places_of_service, addresses, service_phones, location_phones;
    struct hsds_index languages, attributes, eligibility, service_schedules, place_schedules, location_schedules;
    struct directory_location **mapped_locations; /* by the row's number: services share them, and their remarks */
    struct directory_schedule **schedules;
};

/* Which column fills which field. The first that holds something counts. */
struct source_field {
    const char *name;
    enum hsds_column column;
};

static const struct source_field organisation_fields[] = {
    {"name", HSDS_NAME},
    {"alternate_name", HSDS_ALTERNATE_NAME},
    {"description", HSDS_DESCRIPTION},
    {"url", HSDS_URL},
    {"email", HSDS_EMAIL},
    {0},
};

static const struct source_field offer_fields[] = {
    {"name", HSDS_NAME},
    {"alternate_name", HSDS_ALTERNATE_NAME},
    {"description", HSDS_DESCRIPTION},
    {"url", HSDS_URL},
    {"email", HSDS_EMAIL},
    {"status", HSDS_STATUS},
    {"eligibility_description", HSDS_ELIGIBILITY_DESCRIPTION},
    {"minimum_age", HSDS_MINIMUM_AGE},
    {"maximum_age", HSDS_MAXIMUM_AGE},
    {"application_process", HSDS_APPLICATION_PROCESS},
    {"fees_description", HSDS_FEES_DESCRIPTION},
    {"fees_description", HSDS_FEES},
    {0},
};

static const struct source_field location_fields[] = {
    {"name", HSDS_NAME},         {"description", HSDS_DESCRIPTION}, {"description", HSDS_TRANSPORTATION},
    {"latitude", HSDS_LATITUDE}, {"longitude", HSDS_LONGITUDE},     {0},
};

static const struct source_field address_fields[] = {
    {"address_1", HSDS_ADDRESS_1},
    {"address_2", HSDS_ADDRESS_2},
    {"city", HSDS_CITY},
    {"region", HSDS_REGION},
    {"state_province", HSDS_STATE_PROVINCE},
    {"postal_code", HSDS_POSTAL_CODE},
    {"country", HSDS_COUNTRY},
    {0},
};

static const struct source_field schedule_fields[] = {
    {"valid_from", HSDS_VALID_FROM},
    {"valid_to", HSDS_VALID_TO},
    {"opens_at", HSDS_OPENS_AT},
    {"closes_at", HSDS_CLOSES_AT},
    {"byday", HSDS_BYDAY},
    {"description", HSDS_DESCRIPTION},
    {0},
};

/* What a row must have in a column, or it is rejected. */
static bool has_required(struct mapper *mapper, enum hsds_table table, struct hsds_row *row,
                         const enum hsds_column *columns)
{
    for (; *columns != HSDS_NO_COLUMN; columns++) {
        if (row->values[*columns])
            continue;
        row->set_aside = true;
        row_remark(mapper->source, REMARK_REJECTED, table, row, layout_column_name(*columns), "is missing");
        return false;
    }
    return true;
}

/* Fills the fields of a message from a row. True, or false when one that cannot be left out was refused: then the row is
 * rejected. */
static bool fill(struct mapper *mapper, enum hsds_table table, struct hsds_row *row, const struct source_field *fields,
                 const struct message_type *type, void *message)
{
    const char *filled = NULL;
    for (const struct source_field *field = fields; field->name; field++) {
        const char *value = row->values[field->column];
        if (!value || (filled && strcmp(filled, field->name) == 0))
            continue;
        const char *reason = cell_take(type, message, field->name, value, &mapper->scratch);
        if (!reason) {
            filled = field->name;
            continue;
        }
        bool needed = field->column == HSDS_STATUS || cell_field(type, field->name)->required;
        row_remark(mapper->source, needed ? REMARK_REJECTED : REMARK_DROPPED, table, row,
                   layout_column_name(field->column), reason);
        if (needed) {
            row->set_aside = true;
            return false;
        }
    }
    return true;
}

static const struct common_source *source_of(struct mapper *mapper, const char *identifier)
{
    struct common_source *source = ARENA_ARRAY(mapper->arena, struct common_source, 1);
    *source = (struct common_source){.system = mapper->system, .identifier = identifier};
    return source;
}

/* An id becomes the identifier of a source, whose bounds are the contract's too. */
static bool has_identifier(struct mapper *mapper, enum hsds_table table, struct hsds_row *row, enum hsds_column column)
{
    struct common_source source = {.system = mapper->system};
    const char *reason = cell_take(&common_source_type, &source, "identifier", row->values[column], &mapper->scratch);
    if (!reason)
        return true;
    row->set_aside = true;
    row_remark(mapper->source, REMARK_REJECTED, table, row, layout_column_name(column), reason);
    return false;
}

/* Organisations. */

static void add_organisation(struct mapper *mapper, const struct hsds_row *row, const char *identifier,
                             struct directory_organisation_updated *organisation)
{
    organisation->type = COMMON_ORGANISATION_TYPE_VOLUNTARY;
    organisation->source = source_of(mapper, identifier);
    mapper->listing->organisations[mapper->listing->organisation_count++] =
        (struct hsds_organisation){row->place, *organisation};
}

static void map_organisation(struct mapper *mapper, struct hsds_row *row)
{
    static const enum hsds_column required[] = {HSDS_ID, HSDS_NAME, HSDS_NO_COLUMN};
    struct directory_organisation_updated organisation = {0};
    if (has_required(mapper, HSDS_ORGANIZATION, row, required) &&
        has_identifier(mapper, HSDS_ORGANIZATION, row, HSDS_ID) &&
        fill(mapper, HSDS_ORGANIZATION, row, organisation_fields, &directory_organisation_updated_type, &organisation))
        add_organisation(mapper, row, row->values[HSDS_ID], &organisation);
}

/* An organisation that services name and the source does not describe. */
static void invent_organisation(struct mapper *mapper, struct hsds_row *service)
{
    const char *identifier = service->values[HSDS_ORGANIZATION_ID], *reason;
    struct directory_organisation_updated organisation = {0};
    size_t count;
    const struct hsds_entry *locations = index_find(&mapper->locations_of_organization, identifier, &count);
    const char *name = count == 1 ? locations->row->values[HSDS_NAME] : NULL;
    if (name && !cell_take(&directory_organisation_updated_type, &organisation, "name", name, &mapper->scratch)) {
        reason = "is no organization here; registered under the name of its only location";
    } else {
        organisation.name = arena_print(mapper->arena, "Organisation %s", identifier);
        reason = "is no organization here; registered as \"Organisation\" and its identifier";
    }
    row_remark(mapper->source, REMARK_DEFAULTED, HSDS_SERVICE, service, "organization_id", reason);
    add_organisation(mapper, service, identifier, &organisation);
}

/* Organisations and, first, which services have what it takes to need one. */
static void map_organisations(struct mapper *mapper)
{
    static const enum hsds_column required[] = {HSDS_ID, HSDS_NAME, HSDS_ORGANIZATION_ID, HSDS_NO_COLUMN};
    for (struct hsds_row *row = mapper->source->tables[HSDS_SERVICE].first; row; row = row->next)
        (void) (!row->set_aside && has_required(mapper, HSDS_SERVICE, row, required) &&
                has_identifier(mapper, HSDS_SERVICE, row, HSDS_ID) &&
                has_identifier(mapper, HSDS_SERVICE, row, HSDS_ORGANIZATION_ID));

    struct hsds_index services = source_index(mapper->source, HSDS_SERVICE, HSDS_ORGANIZATION_ID);
    size_t most = mapper->source->tables[HSDS_ORGANIZATION].count + services.count;
    mapper->listing->organisations = ARENA_ARRAY(mapper->arena, struct hsds_organisation, most);
    for (struct hsds_row *row = mapper->source->tables[HSDS_ORGANIZATION].first; row; row = row->next) {
        if (!row->set_aside)
            map_organisation(mapper, row);
        arena_reset(&mapper->scratch);
    }
    for (size_t i = 0; i < services.count; i++) {
        const struct hsds_entry *entry = &services.entries[i];
        bool again = i > 0 && strcmp(entry[-1].value, entry->value) == 0;
        if (!again && !index_row(&mapper->organizations, entry->value))
            invent_organisation(mapper, entry->row);
    }
}

/* What belongs to an offer. */

/* The first number that is for talking, with its extension; NULL when there is none. */
static const char *phone_of(struct mapper *mapper, const struct hsds_index *phones, const char *id)
{
    size_t count;
    const struct hsds_entry *entries = index_find(phones, id, &count);
    for (size_t i = 0; i < count; i++) {
        const char *const *values = entries[i].row->values;
        const char *number = values[HSDS_NUMBER], *type = values[HSDS_TYPE];
        if (!number || (type && strcmp(type, "voice") != 0 && strcmp(type, "cell") != 0))
            continue;
        size_t length = strlen(number);
        if (length > 2 && number[0] == '"' && number[length - 1] == '"') /* as HSDS 3.0's own example has it */
            number = arena_copy(mapper->arena, number + 1, length - 2);
        return values[HSDS_EXTENSION] ? arena_print(mapper->arena, "%s ext. %s", number, values[HSDS_EXTENSION])
                                      : number;
    }
    return NULL;
}

static void take_phone(struct mapper *mapper, enum hsds_table table, const struct hsds_row *row,
                       const struct hsds_index *phones, const struct message_type *type, void *message)
{
    const char *phone = phone_of(mapper, phones, row->values[HSDS_ID]);
    const char *reason = phone ? cell_take(type, message, "phone", phone, &mapper->scratch) : NULL;
    if (reason)
        row_remark(mapper->source, REMARK_DROPPED, table, row, "phone", reason);
}

static const struct common_address *address_of(struct mapper *mapper, const struct hsds_row *location)
{
    size_t count, best = 0;
    const struct hsds_entry *entries = index_find(&mapper->addresses, location->values[HSDS_ID], &count);
    if (count == 0)
        return NULL;
    for (size_t i = count; i-- > 0;) {
        const char *type = entries[i].row->values[HSDS_ADDRESS_TYPE];
        if (!type || strcmp(type, "postal") != 0)
            best = i;
    }
    struct common_address *address = ARENA_ARRAY(mapper->arena, struct common_address, 1);
    fill(mapper, HSDS_ADDRESS, entries[best].row, address_fields, &common_address_type, address);
    return address;
}

static const struct directory_location *location_of(struct mapper *mapper, struct hsds_row *row)
{
    struct directory_location **location = &mapper->mapped_locations[row->number];
    if (!*location) {
        *location = ARENA_ARRAY(mapper->arena, struct directory_location, 1);
        fill(mapper, HSDS_LOCATION, row, location_fields, &directory_location_type, *location);
        (*location)->address = address_of(mapper, row);
        take_phone(mapper, HSDS_LOCATION, row, &mapper->location_phones, &directory_location_type, *location);
    }
    return *location;
}

/* The locations of a service, at most as many as the contract takes; the row of a sole one is told. */
static void map_locations(struct mapper *mapper, struct hsds_row *service, struct directory_offer_updated *offer,
                          const struct hsds_row **sole)
{
    size_t count, most = (size_t) cell_field(&directory_offer_updated_type, "locations")->maximum;
    bool linked = mapper->source->tables[HSDS_SERVICE_AT_LOCATION].count > 0;
    const struct hsds_entry *entries =
        linked ? index_find(&mapper->places_of_service, service->values[HSDS_ID], &count)
               : index_find(&mapper->locations_of_organization, service->values[HSDS_ORGANIZATION_ID], &count);
    if (!linked && count != 1)
        return;
    if (!linked)
        row_remark(mapper->source, REMARK_DEFAULTED, HSDS_SERVICE, service, "locations",
                   "there is no service_at_location table; taken to be the organization's only location");
    struct directory_location *locations = ARENA_ARRAY(mapper->arena, struct directory_location, count);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        struct hsds_row *row =
            linked ? index_row(&mapper->locations, entries[i].row->values[HSDS_LOCATION_ID]) : entries[i].row;
        if (row && found == most) {
            row_remark(mapper->source, REMARK_DROPPED, HSDS_LOCATION, row, NULL,
                       "is one more location than an offer can have");
        } else if (row) {
            *sole = found == 0 ? row : NULL;
            locations[found++] = *location_of(mapper, row);
        }
    }
    offer->locations.items = locations;
    offer->locations.count = found;
}

/* "9:00" and "09:00:00" are 09:00; anything else stays. */
static const char *hours(struct mapper *mapper, const char *text)
{
    size_t digits = text ? strspn(text, "0123456789") : 0, minutes = digits + 1;
    if (digits < 1 || digits > 2 || text[digits] != ':' || strspn(text + minutes, "0123456789") != 2)
        return text;
    if (text[minutes + 2] != '\0' && strcmp(text + minutes + 2, ":00") != 0)
        return text;
    return arena_print(mapper->arena, "%s%.*s", digits == 1 ? "0" : "", (int) minutes + 2, text);
}

/* "Sunday" is SU; RFC 5545 stays. */
static const char *weekday(const char *text)
{
    static const char *const days[][2] = {{"Monday", "MO"}, {"Tuesday", "TU"},  {"Wednesday", "WE"}, {"Thursday", "TH"},
                                          {"Friday", "FR"}, {"Saturday", "SA"}, {"Sunday", "SU"}};
    for (size_t i = 0; text && i < sizeof(days) / sizeof(*days); i++)
        if (strcasecmp(text, days[i][0]) == 0)
            return days[i][1];
    return text;
}

static const struct directory_schedule *schedule_of(struct mapper *mapper, struct hsds_row *row)
{
    struct directory_schedule **schedule = &mapper->schedules[row->number];
    if (!*schedule) {
        *schedule = ARENA_ARRAY(mapper->arena, struct directory_schedule, 1);
        row->values[HSDS_OPENS_AT] = hours(mapper, row->values[HSDS_OPENS_AT]);
        row->values[HSDS_CLOSES_AT] = hours(mapper, row->values[HSDS_CLOSES_AT]);
        row->values[HSDS_BYDAY] = weekday(row->values[HSDS_BYDAY]);
        fill(mapper, HSDS_SCHEDULE, row, schedule_fields, &directory_schedule_type, *schedule);
    }
    return *schedule;
}

/* Whether two schedules are one: the same, or the same hours on several days. Then the days are joined. */
static bool join_schedules(struct mapper *mapper, struct directory_schedule *into,
                           const struct directory_schedule *next)
{
    struct directory_schedule left = *into, right = *next;
    left.byday = right.byday = NULL;
    if (!message_equal(&directory_schedule_type, &left, &right))
        return false;
    if (!into->byday || !next->byday)
        return !into->byday && !next->byday;
    const char *days = arena_print(&mapper->scratch, ",%s,", into->byday);
    if (strstr(days, arena_print(&mapper->scratch, ",%s,", next->byday)))
        return true;
    left = *into;
    if (cell_take(&directory_schedule_type, &left, "byday",
                  arena_print(mapper->arena, "%s,%s", into->byday, next->byday), &mapper->scratch))
        return false; /* too many days for one */
    *into = left;
    return true;
}

static void add_schedules(struct mapper *mapper, const struct hsds_index *index, const char *id,
                          struct directory_schedule *schedules, size_t most, size_t *found)
{
    size_t count;
    const struct hsds_entry *entries = index_find(index, id, &count);
    for (size_t i = 0; i < count; i++) {
        const struct directory_schedule *schedule = schedule_of(mapper, entries[i].row);
        if (!schedule->opens_at && !schedule->closes_at && !schedule->description)
            continue; /* closed */
        size_t k = 0;
        while (k < *found && !join_schedules(mapper, &schedules[k], schedule))
            k++;
        if (k < *found)
            continue;
        if (*found < most)
            schedules[(*found)++] = *schedule;
        else
            row_remark(mapper->source, REMARK_DROPPED, HSDS_SCHEDULE, entries[i].row, NULL,
                       "is one more schedule than an offer can have");
    }
}

static void map_schedules(struct mapper *mapper, const struct hsds_row *service, const struct hsds_row *sole_location,
                          struct directory_offer_updated *offer)
{
    size_t most = (size_t) cell_field(&directory_offer_updated_type, "schedules")->maximum, found = 0, count;
    struct directory_schedule *schedules = ARENA_ARRAY(&mapper->scratch, struct directory_schedule, most);
    add_schedules(mapper, &mapper->service_schedules, service->values[HSDS_ID], schedules, most, &found);
    if (found == 0) {
        const struct hsds_entry *places = index_find(&mapper->places_of_service, service->values[HSDS_ID], &count);
        for (size_t i = 0; i < count; i++)
            add_schedules(mapper, &mapper->place_schedules, places[i].row->values[HSDS_ID], schedules, most, &found);
    }
    if (found == 0 && sole_location)
        add_schedules(mapper, &mapper->location_schedules, sole_location->values[HSDS_ID], schedules, most, &found);
    offer->schedules.items = (void *) arena_copy(mapper->arena, schedules, found * sizeof(*schedules));
    offer->schedules.count = found;
}

/* Adds a text to a list of the offer unless it is in it, or the contract refuses it. */
static void add_text(struct mapper *mapper, enum hsds_table table, const struct hsds_row *row, const char *field,
                     const char *text, struct text_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return;
    const struct message_field *target = cell_field(&directory_offer_updated_type, field);
    struct directory_offer_updated single = {0};
    struct text_list alone = {&text, 1};
    memcpy((char *) &single + target->offset, &alone, sizeof(alone));
    const char *reason = cell_check(&directory_offer_updated_type, &single, field, &mapper->scratch);
    if (!reason && list->count == (size_t) target->maximum)
        reason = "is one more than an offer can have";
    if (reason)
        row_remark(mapper->source, REMARK_DROPPED, table, row, field, reason);
    else
        list->items[list->count++] = text;
}

static void map_languages(struct mapper *mapper, const struct hsds_row *service, struct directory_offer_updated *offer)
{
    size_t count;
    const struct hsds_entry *entries = index_find(&mapper->languages, service->values[HSDS_ID], &count);
    offer->languages.items = ARENA_ARRAY(mapper->arena, const char *, count);
    for (size_t i = 0; i < count; i++)
        if (entries[i].row->values[HSDS_CODE])
            add_text(mapper, HSDS_LANGUAGE, entries[i].row, "languages", entries[i].row->values[HSDS_CODE],
                     &offer->languages);
}

static void map_categories(struct mapper *mapper, const struct hsds_row *service, struct directory_offer_updated *offer)
{
    size_t count;
    const struct hsds_entry *entries = index_find(&mapper->attributes, service->values[HSDS_ID], &count);
    offer->categories.items = ARENA_ARRAY(mapper->arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        const struct hsds_row *term = index_row(&mapper->terms, entries[i].row->values[HSDS_TAXONOMY_TERM_ID]);
        if (term && term->values[HSDS_NAME])
            add_text(mapper, HSDS_TAXONOMY_TERM, term, "categories", term->values[HSDS_NAME], &offer->categories);
    }
}

/* Offers. */

static void map_service(struct mapper *mapper, struct hsds_row *row)
{
    struct directory_offer_updated offer = {.status = DIRECTORY_OFFER_STATUS_ACTIVE};
    const struct hsds_row *organization = index_row(&mapper->organizations, row->values[HSDS_ORGANIZATION_ID]);
    const struct hsds_row *sole_location = NULL;
    if (organization && organization->set_aside) {
        row_remark(mapper->source, REMARK_REJECTED, HSDS_SERVICE, row, "organization_id", "is a rejected organization");
        return;
    }
    const struct hsds_row *eligibility = index_row(&mapper->eligibility, row->values[HSDS_ID]);
    if (eligibility && !row->values[HSDS_ELIGIBILITY_DESCRIPTION])
        row->values[HSDS_ELIGIBILITY_DESCRIPTION] = eligibility->values[HSDS_ELIGIBILITY_DESCRIPTION];
    if (!fill(mapper, HSDS_SERVICE, row, offer_fields, &directory_offer_updated_type, &offer))
        return;
    if (!row->values[HSDS_STATUS])
        row_remark(mapper->source, REMARK_DEFAULTED, HSDS_SERVICE, row, "status", "is blank; taken as active");
    take_phone(mapper, HSDS_SERVICE, row, &mapper->service_phones, &directory_offer_updated_type, &offer);
    map_languages(mapper, row, &offer);
    map_categories(mapper, row, &offer);
    map_locations(mapper, row, &offer, &sole_location);
    map_schedules(mapper, row, sole_location, &offer);
    offer.source = source_of(mapper, row->values[HSDS_ID]);
    mapper->listing->offers[mapper->listing->offer_count++] =
        (struct hsds_offer){row->place, row->values[HSDS_ORGANIZATION_ID], offer};
}

/* Rows that belong to something that is not there. */
static void remark_strays(struct mapper *mapper)
{
    const struct {
        enum hsds_table table;
        enum hsds_column column;
        const struct hsds_index *target;
    } links[] = {
        {HSDS_SERVICE_AT_LOCATION, HSDS_SERVICE_ID, &mapper->services},
        {HSDS_SERVICE_AT_LOCATION, HSDS_LOCATION_ID, &mapper->locations},
        {HSDS_ADDRESS, HSDS_LOCATION_ID, &mapper->locations},
        {HSDS_PHONE, HSDS_SERVICE_ID, &mapper->services},
        {HSDS_PHONE, HSDS_LOCATION_ID, &mapper->locations},
        {HSDS_SCHEDULE, HSDS_SERVICE_ID, &mapper->services},
        {HSDS_SCHEDULE, HSDS_LOCATION_ID, &mapper->locations},
        {HSDS_LANGUAGE, HSDS_SERVICE_ID, &mapper->services},
    };
    for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++)
        for (const struct hsds_row *row = mapper->source->tables[links[i].table].first; row; row = row->next)
            if (row->values[links[i].column] && !index_row(links[i].target, row->values[links[i].column]))
                row_remark(mapper->source, REMARK_DROPPED, links[i].table, row, layout_column_name(links[i].column),
                           "is not among the rows it refers to");
}

static void index_source(struct mapper *mapper)
{
    struct hsds_source *source = mapper->source;
    mapper->organizations = source_index(source, HSDS_ORGANIZATION, HSDS_ID);
    mapper->services = source_index(source, HSDS_SERVICE, HSDS_ID);
    mapper->locations = source_index(source, HSDS_LOCATION, HSDS_ID);
    mapper->terms = source_index(source, HSDS_TAXONOMY_TERM, HSDS_ID);
    mapper->locations_of_organization = source_index(source, HSDS_LOCATION, HSDS_ORGANIZATION_ID);
    mapper->places_of_service = source_index(source, HSDS_SERVICE_AT_LOCATION, HSDS_SERVICE_ID);
    mapper->addresses = source_index(source, HSDS_ADDRESS, HSDS_LOCATION_ID);
    mapper->service_phones = source_index(source, HSDS_PHONE, HSDS_SERVICE_ID);
    mapper->location_phones = source_index(source, HSDS_PHONE, HSDS_LOCATION_ID);
    mapper->languages = source_index(source, HSDS_LANGUAGE, HSDS_SERVICE_ID);
    mapper->attributes = source_index(source, HSDS_ATTRIBUTE, HSDS_LINK_ID);
    mapper->eligibility = source_index(source, HSDS_ELIGIBILITY, HSDS_SERVICE_ID);
    mapper->service_schedules = source_index(source, HSDS_SCHEDULE, HSDS_SERVICE_ID);
    mapper->place_schedules = source_index(source, HSDS_SCHEDULE, HSDS_SERVICE_AT_LOCATION_ID);
    mapper->location_schedules = source_index(source, HSDS_SCHEDULE, HSDS_LOCATION_ID);
}

void source_map(struct hsds_source *source, const char *system, struct hsds_listing *listing)
{
    struct mapper mapper = {.source = source, .arena = &source->arena, .system = system, .listing = listing};
    *listing = (struct hsds_listing){
        .offers = ARENA_ARRAY(mapper.arena, struct hsds_offer, source->tables[HSDS_SERVICE].count)};
    index_source(&mapper);
    mapper.mapped_locations =
        ARENA_ARRAY(mapper.arena, struct directory_location *, source->tables[HSDS_LOCATION].count);
    mapper.schedules = ARENA_ARRAY(mapper.arena, struct directory_schedule *, source->tables[HSDS_SCHEDULE].count);
    listing->services = mapper.services;
    map_organisations(&mapper);
    for (struct hsds_row *row = source->tables[HSDS_SERVICE].first; row; row = row->next) {
        if (!row->set_aside)
            map_service(&mapper, row);
        arena_reset(&mapper.scratch);
    }
    arena_free(&mapper.scratch);
    remark_strays(&mapper);
}
