"""Figures from Vietnamese news: `python -m solieu`."""

if __name__ == "__main__":
    from pipeline.cli import main

    main()
