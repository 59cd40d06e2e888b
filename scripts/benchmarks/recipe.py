"""What sessions/simple-features computes, as data: each library's code turns it into its own expressions.

An aggregate is (name, function, column); `columns` are those of a table that the recipe reads.
"""

KEY = "SK_ID_CURR"
SENTINEL = 365243

APPLICATION_CODES = ("CODE_GENDER", "FLAG_OWN_CAR", "FLAG_OWN_REALTY")
APPLICATION_RATIOS = (
    ("DAYS_EMPLOYED_PERC", "DAYS_EMPLOYED", "DAYS_BIRTH"),
    ("INCOME_CREDIT_PERC", "AMT_INCOME_TOTAL", "AMT_CREDIT"),
    ("INCOME_PER_PERSON", "AMT_INCOME_TOTAL", "CNT_FAM_MEMBERS"),
    ("ANNUITY_INCOME_PERC", "AMT_ANNUITY", "AMT_INCOME_TOTAL"),
    ("PAYMENT_RATE", "AMT_ANNUITY", "AMT_CREDIT"),
)


def each(prefix, plan):
    return [(f"{prefix}{column}_{function.upper()}", function, column)
            for column, functions in plan for function in functions.split()]


BUREAU_NUMBERS = [
    ("DAYS_CREDIT", "min max mean var"), ("DAYS_CREDIT_ENDDATE", "min max mean"), ("DAYS_CREDIT_UPDATE", "mean"),
    ("CREDIT_DAY_OVERDUE", "max mean"), ("AMT_CREDIT_MAX_OVERDUE", "mean"), ("AMT_CREDIT_SUM", "max mean sum"),
    ("AMT_CREDIT_SUM_DEBT", "max mean sum"), ("AMT_CREDIT_SUM_OVERDUE", "mean"), ("AMT_CREDIT_SUM_LIMIT", "mean sum"),
    ("AMT_ANNUITY", "max mean"), ("CNT_CREDIT_PROLONG", "sum"), ("MONTHS_BALANCE_MIN", "min"),
    ("MONTHS_BALANCE_MAX", "max"), ("MONTHS_BALANCE_SIZE", "mean sum"),
]
BUREAU_TEXTS = ["CREDIT_ACTIVE", "CREDIT_CURRENCY", "CREDIT_TYPE"]
BUREAU_STATES = ("CREDIT_ACTIVE", ["Active", "Closed"])
BUREAU_READ = [KEY, "SK_ID_BUREAU", *BUREAU_TEXTS,
               *[column for column, _ in BUREAU_NUMBERS if not column.startswith("MONTHS")]]

PREVIOUS_NUMBERS = [
    (column, "min max mean") for column in (
        "AMT_ANNUITY", "AMT_APPLICATION", "AMT_CREDIT", "AMT_DOWN_PAYMENT", "AMT_GOODS_PRICE",
        "HOUR_APPR_PROCESS_START", "RATE_DOWN_PAYMENT", "DAYS_DECISION")
] + [("APP_CREDIT_PERC", "min max mean var"), ("CNT_PAYMENT", "mean sum")]
PREVIOUS_TEXTS = [
    "NAME_CONTRACT_TYPE", "WEEKDAY_APPR_PROCESS_START", "FLAG_LAST_APPL_PER_CONTRACT", "NAME_CASH_LOAN_PURPOSE",
    "NAME_CONTRACT_STATUS", "NAME_PAYMENT_TYPE", "CODE_REJECT_REASON", "NAME_TYPE_SUITE", "NAME_CLIENT_TYPE",
    "NAME_GOODS_CATEGORY", "NAME_PORTFOLIO", "NAME_PRODUCT_TYPE", "CHANNEL_TYPE", "NAME_SELLER_INDUSTRY",
    "NAME_YIELD_GROUP", "PRODUCT_COMBINATION",
]
PREVIOUS_STATES = ("NAME_CONTRACT_STATUS", ["Approved", "Refused"])
PREVIOUS_READ = [KEY, *PREVIOUS_TEXTS, *[column for column, _ in PREVIOUS_NUMBERS if column != "APP_CREDIT_PERC"]]

POS_NUMBERS = [("MONTHS_BALANCE", "max mean"), ("SK_DPD", "max mean"), ("SK_DPD_DEF", "max mean")]
POS_TEXTS = ["NAME_CONTRACT_STATUS"]
POS_READ = [KEY, *POS_TEXTS, *[column for column, _ in POS_NUMBERS]]

INSTALMENT_NUMBERS = [
    ("NUM_INSTALMENT_VERSION", "nunique"), ("DPD", "max mean sum"), ("DBD", "max mean sum"),
    ("PAYMENT_PERC", "max mean sum var"), ("PAYMENT_DIFF", "max mean sum var"), ("AMT_INSTALMENT", "max mean sum"),
    ("AMT_PAYMENT", "min max mean sum"), ("DAYS_ENTRY_PAYMENT", "max mean sum"),
]
INSTALMENT_READ = [KEY, "NUM_INSTALMENT_VERSION", "DAYS_INSTALMENT", "DAYS_ENTRY_PAYMENT", "AMT_INSTALMENT",
                   "AMT_PAYMENT"]

CARD_FUNCTIONS = ("min", "max", "mean", "sum", "var")
CARD_TEXTS = ["NAME_CONTRACT_STATUS"]

# Group-bys and joins on tables that lie in memory.
GROUPS = {
    "bureau_balance": ("SK_ID_BUREAU", [("MONTHS_BALANCE", "min max")], "STATUS"),
    "installments_payments": (KEY, [
        (column, "min max mean sum var") for column in
        ("NUM_INSTALMENT_NUMBER", "DAYS_INSTALMENT", "DAYS_ENTRY_PAYMENT", "AMT_INSTALMENT", "AMT_PAYMENT")], None),
    "credit_card_balance": (KEY, None, None),
    "POS_CASH_balance": (KEY, [
        (column, "min max mean sum") for column in
        ("MONTHS_BALANCE", "CNT_INSTALMENT", "CNT_INSTALMENT_FUTURE", "SK_DPD", "SK_DPD_DEF")], None),
}
TABLES = ("application_train", "bureau", "bureau_balance", "previous_application", "POS_CASH_balance",
          "credit_card_balance", "installments_payments")
