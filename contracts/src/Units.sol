// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {LibString} from "solady/utils/LibString.sol";

import {Facts} from "./Facts.sol";
import {Ledger} from "./Ledger.sol";
import {Currencies} from "./libraries/Currencies.sol";
import {Confirmations, Fact} from "./types/Fact.sol";

/// @title Units
/// @notice The series of currency units, one for each (quorum, currency, processor account), and what is owed to and by each
/// processor account.
abstract contract Units {
    /// @param receivables What debtors still have to give back, in the smallest unit of the id.
    /// @param inFlight What holders gave up and is still to be paid out, in the smallest unit of the id.
    /// @param reserve What was withheld from payees and not released, in the smallest unit of the id.
    struct Totals {
        uint128 receivables; // slot 0
        uint128 inFlight;
        uint128 reserve; // slot 1
    }

    /// @param origin The hash of quorum, currency and processor in full: the series has only 95 bits of it.
    /// @param currency The code, ASCII, left-aligned.
    struct Series {
        bytes32 origin;
        bytes32 currency;
    }

    Ledger public immutable LEDGER;
    Facts public immutable FACTS;

    mapping(uint256 id => Totals) internal _totals;
    mapping(uint96 series => Series) private _series;

    /// @notice The units of a quorum, currency and processor account have got their id.
    /// @param currency The code, ASCII, left-aligned.
    event SeriesOpened(uint256 indexed id, bytes32 indexed quorum, bytes32 currency, bytes32 processor);

    /// @notice Thrown when the series belongs to another quorum, currency and processor with the same 95 bits.
    error SeriesTaken(uint96 series);

    constructor(Ledger ledger, Facts facts) {
        LEDGER = ledger;
        FACTS = facts;
    }

    /// @notice Gives the units of a quorum, currency and processor account their id; the first payment does it otherwise. It
    /// changes nothing when that was done before.
    /// @param currency The ISO 4217 code, ASCII, left-aligned.
    /// @param processor The hash that names the processor account.
    function open(bytes32 quorum, bytes32 currency, bytes32 processor) public returns (uint256 id) {
        uint96 series = seriesOf(quorum, currency, processor);
        id = uint256(series) << 160 | uint160(address(this));
        bytes32 origin = keccak256(abi.encode(quorum, currency, processor));
        bytes32 known = _series[series].origin;
        require(known == 0 || known == origin, SeriesTaken(series));
        if (known != 0) return id;

        _series[series] = Series(origin, currency);
        emit SeriesOpened(id, quorum, currency, processor);
    }

    /// @dev A fact for this contract alone.
    function _requireFact(
        bytes32 quorum,
        bytes32 topic,
        bytes32 subject,
        uint64 round,
        bytes32 value,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) internal view {
        Fact memory fact = Fact({
            quorum: quorum,
            audience: address(this),
            topic: topic,
            subject: subject,
            round: round,
            value: value,
            observedAt: observedAt,
            validUntil: 0
        });
        FACTS.check(fact, confirmations);
    }

    /// @dev What an account holds, as far as one amount can say it.
    function _heldBy(address account, uint256 id) internal view returns (uint128) {
        // Fits: cut to what fits.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint128(FixedPointMathLib.min(LEDGER.balanceOf(account, id), type(uint128).max));
    }

    function _seriesIn(uint256 id) internal pure returns (uint96) {
        // The high 96 bits are the series.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(id >> 160);
    }

    /* VIEWS */

    /// @notice What is owed to and by the processor account beside the units outstanding.
    function totalsOf(uint256 id) external view returns (Totals memory) {
        return _totals[id];
    }

    /// @notice What the processor account must hold, in the smallest unit of `id`: units outstanding, what is in flight and what
    /// is withheld, less receivables. Below zero when what debtors still owe was paid out.
    function dueFromProcessor(uint256 id) external view returns (int256) {
        Totals memory totals = _totals[id];
        uint256 claims = LEDGER.totalSupply(id) + totals.inFlight + totals.reserve;
        // Fits: it takes 2^127 payments of the greatest amount to fill it.
        // forge-lint: disable-next-line(unsafe-typecast)
        return int256(claims) - int256(uint256(totals.receivables));
    }

    /// @notice The Ledger id of the units of a quorum, currency and processor account.
    function idOf(bytes32 quorum, bytes32 currency, bytes32 processor) public view returns (uint256) {
        return uint256(seriesOf(quorum, currency, processor)) << 160 | uint160(address(this));
    }

    /// @notice The series of the units of a quorum, currency and processor account.
    function seriesOf(bytes32 quorum, bytes32 currency, bytes32 processor) public pure returns (uint96) {
        // Cut on purpose: `open` compares the whole hash. The top bit stays clear, which marks restricted series.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(uint256(keccak256(abi.encode(quorum, currency, processor)))) & type(uint96).max >> 1;
    }

    /// @notice How many decimals the units of an open series are shown with: those of the currency's minor unit.
    function decimals(uint96 series) external view returns (uint8) {
        return Currencies.decimalsOf(_series[series].currency);
    }

    /// @notice The currency code of an open series; empty for any other.
    function symbol(uint96 series) external view returns (string memory) {
        return LibString.fromSmallString(_series[series].currency);
    }
}
