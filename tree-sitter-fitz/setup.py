"""Builds the extension module; everything else stands in pyproject.toml."""

from pathlib import Path
from sysconfig import get_config_var

from setuptools import Extension, find_packages, setup
from setuptools.command.build import build

# Without a GIL there is no stable ABI.
LIMITED_API = not get_config_var("Py_GIL_DISABLED")


class BuildWithQueries(build):
    """Puts the queries beside the module, where `tree_sitter_fitz.HIGHLIGHTS_QUERY` reads them."""

    def run(self) -> None:
        if Path("queries").is_dir():
            self.copy_tree("queries", str(Path(self.build_lib, "tree_sitter_fitz", "queries")))
        super().run()


setup(
    packages=find_packages("bindings/python", include=["tree_sitter_fitz"]),
    package_dir={"": "bindings/python"},
    package_data={"tree_sitter_fitz": ["*.pyi", "py.typed"]},
    ext_modules=[
        Extension(
            name="_binding",
            sources=["bindings/python/tree_sitter_fitz/binding.c", "src/parser.c", "src/scanner.c"],
            define_macros=[("Py_LIMITED_API", "0x030A0000")] if LIMITED_API else [],
            include_dirs=["src"],
            py_limited_api=LIMITED_API,
        )
    ],
    ext_package="tree_sitter_fitz",
    options={"bdist_wheel": {"py_limited_api": "cp310"}} if LIMITED_API else {},
    cmdclass={"build": BuildWithQueries},
    zip_safe=False,
)
