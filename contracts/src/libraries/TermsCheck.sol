// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LibSort} from "solady/utils/LibSort.sol";

import {Register} from "../types/Clauses.sol";
import {Agreement, Party, Period, Rules} from "../types/Terms.sol";
import {ClausesCheck} from "./ClausesCheck.sol";

/// @title TermsCheck
/// @notice Refuses terms that could not be carried out, saying which part of them.
library TermsCheck {
    uint256 internal constant MAX_PARTIES = 100;
    uint256 internal constant MAX_REGISTERS = 100;
    int16 internal constant MAX_OFFSET_MINUTES = 14 * 60;

    /// @notice Thrown when the terms name no party.
    error NoParties();

    /// @notice Thrown when the terms name more parties than can be written out.
    error TooManyParties(uint256 given, uint256 limit);

    /// @notice Thrown when the terms name more registers than a clause can point to.
    error TooManyRegisters(uint256 given, uint256 limit);

    /// @notice Thrown when an account is listed as a party twice.
    error PartyTwice(address account);

    /// @notice Thrown when a party could never sign or be paid.
    error PartyNotAllowed(address account);

    /// @notice Thrown when a register has no root, no receivers or no shares.
    error RegisterEmpty(uint256 register);

    /// @notice Thrown when monthly clauses have no months to apply to.
    error MonthlyWithoutPeriod();

    /// @notice Thrown when months have no time after which anyone may close them.
    error PeriodWithoutDeadline();

    /// @notice Thrown when no civil time is that far from UTC, in minutes.
    error OffsetOutOfRange(int16 utcOffsetMinutes);

    /// @notice Checks everything that the terms alone show.
    /// @param ledger The Ledger, which like the calling contract can be no party.
    function requireSound(Agreement memory agreement, address ledger) internal view {
        Rules memory rules = agreement.rules;
        requireParties(agreement.parties, ledger);
        requireRegisters(rules.registers);
        requirePeriod(rules.period, rules.monthly.length != 0);

        uint256 receivers = agreement.parties.length + rules.registers.length;
        ClausesCheck.requireSound(rules, receivers);
    }

    function requireParties(Party[] memory parties, address ledger) private view {
        require(parties.length != 0, NoParties());
        require(parties.length <= MAX_PARTIES, TooManyParties(parties.length, MAX_PARTIES));

        address[] memory accounts = new address[](parties.length);
        for (uint256 i; i < accounts.length; ++i) {
            address account = parties[i].account;
            bool canSign = account != address(0) && account != address(this) && account != ledger;
            require(canSign, PartyNotAllowed(account));
            accounts[i] = account;
        }
        LibSort.sort(accounts);
        for (uint256 i = 1; i < accounts.length; ++i) {
            require(accounts[i] != accounts[i - 1], PartyTwice(accounts[i]));
        }
    }

    function requireRegisters(Register[] memory registers) private pure {
        require(registers.length <= MAX_REGISTERS, TooManyRegisters(registers.length, MAX_REGISTERS));
        for (uint256 i; i < registers.length; ++i) {
            bool filled = registers[i].root != 0 && registers[i].count != 0 && registers[i].total != 0;
            require(filled, RegisterEmpty(i));
        }
    }

    function requirePeriod(Period memory period, bool isNeeded) private pure {
        if (period.closeAfter == 0) {
            require(period.firstMonth == 0 && period.utcOffsetMinutes == 0, PeriodWithoutDeadline());
            require(!isNeeded, MonthlyWithoutPeriod());
        }
        int16 offset = period.utcOffsetMinutes;
        require(offset >= -MAX_OFFSET_MINUTES && offset <= MAX_OFFSET_MINUTES, OffsetOutOfRange(offset));
    }
}
