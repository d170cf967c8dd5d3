// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ERC6909} from "solady/tokens/ERC6909.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

import {Ledger} from "src/Ledger.sol";
import {Authorization, Payment} from "src/types/Payment.sol";

import {Base} from "../Base.t.sol";
import {Agent} from "../mocks/Agent.sol";
import {AuthorizedToken} from "../mocks/AuthorizedToken.sol";
import {Issuer} from "../mocks/Issuer.sol";
import {Payee} from "../mocks/Payee.sol";
import {Token} from "../mocks/Token.sol";

/// @notice A token, a payee and an issuer with an open and a restricted series.
abstract contract LedgerBase is Base {
    uint96 internal constant OPEN = 7;
    uint96 internal constant RESTRICTED = 1 << 95 | 7;
    bytes32 internal constant KEY = "key";

    Token internal token;
    Payee internal payee;
    Issuer internal issuer;

    uint256 internal id;
    uint256 internal openId;
    uint256 internal restrictedId;

    function setUp() public virtual override {
        super.setUp();
        token = new Token();
        payee = new Payee(ledger);
        issuer = new Issuer(ledger);
        id = _idOf(address(token));
        openId = _idOf(OPEN, address(issuer));
        restrictedId = _idOf(RESTRICTED, address(issuer));
    }

    /// @dev Gives `account` units of the plain token.
    function _fund(address account, uint256 amount) internal {
        _fund(address(token), account, amount);
    }

    function _fund(address asset, address account, uint256 amount) internal {
        Token(asset).mint(address(this), amount);
        Token(asset).approve(address(ledger), amount);
        ledger.deposit(asset, account, amount, 0);
    }

    function _expectTransfer(address by, address from, address to, uint256 id_, uint256 amount) internal {
        vm.expectEmit(address(ledger));
        emit ERC6909.Transfer(by, from, to, id_, amount);
    }

    function _assertBalance(address account, uint256 id_, uint256 expected) internal view {
        assertEq(ledger.balanceOf(account, id_), expected);
    }

    /// @dev An amount that is not nothing and leaves room for a second one.
    function _amount(uint256 seed) internal pure returns (uint256) {
        return bound(seed, 1, type(uint128).max);
    }

    function _authorization(AuthorizedToken asset, Signer memory signer, uint256 amount, bytes32 salt, bytes32 nonce)
        internal
        view
        returns (Authorization memory authorization)
    {
        bytes32 digest = asset.digestOf(signer.account, address(ledger), amount, 0, block.timestamp + 1, nonce);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signer.key, digest);
        authorization = Authorization(signer.account, amount, 0, block.timestamp + 1, salt, v, r, s);
    }
}
