"""Demand forecasts for the shops of a chain (types of the Python module)."""

MODEL_VERSION: str


class Forecast:
    sku: str
    units: float
    confidence: float


class Fit:
    error: float
    epochs: int
    converged: bool


def fit(history: list[float], epochs: int) -> Fit: ...
def predict(sku: str, history: list[float], days: int) -> Forecast: ...
def seasonality(history: list[float], period: int) -> list[float]: ...
def describe(sku: str) -> str: ...
